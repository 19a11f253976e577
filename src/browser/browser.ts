/** Chromium, started and driven. The only importer of Puppeteer: the rest of Handpress sees a browser with tabs. */
import { rm } from 'node:fs/promises';
import process from 'node:process';
import type { HTTPRequest, Page, Browser as PuppeteerBrowser } from 'puppeteer-core';
import type { FoundBrowser } from './find-browser.ts';
import { sandboxWorks } from './sandbox.ts';
import { ORIGIN, type Screen, type ScreenFiles, type ScreenSize, within } from './screen.ts';

/** One tab; it prints one document at a time, and any number one after another. */
export interface Tab {
  /**
   * @param html a whole document that needs nothing from outside
   * @param timeout milliseconds
   */
  print(html: string, timeout: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface Browser {
  isAlive(): boolean;
  openTab(): Promise<Tab>;
  /** Never rejects. After it no process and no folder of the browser is left. */
  close(): Promise<void>;
}

/** One that can also show what is not printed. */
export interface ScreenBrowser extends Browser {
  /** Opens a tab that shows `/` of the files. Rejects when that cannot be loaded. */
  openScreen(files: ScreenFiles, size: ScreenSize): Promise<Screen>;
}

export interface LaunchOptions {
  /** Shows the browser's own messages. */
  readonly debug: boolean;
  /** Kills the browser, at any moment of its life. */
  readonly signal: AbortSignal;
  /** Milliseconds in which it has to answer; left out: a minute. */
  readonly timeout?: number;
}

const LAUNCH_TIMEOUT = 60_000;
/** Longer than any document takes: {@link Tab.print} has a time limit of its own. */
const PROTOCOL_TIMEOUT = 3_600_000;

/** Several layers, each of which alone was measured to keep everything in: nothing may leave the machine. */
const NO_NETWORK = [
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Hinting moves glyphs by fractions of a point, differently from machine to machine. */
const SAME_EVERYWHERE = ['--font-render-hinting=none', '--force-color-profile=srgb', '--lang=en-US'];

const PLAIN = ['--no-first-run', '--disable-dev-shm-usage', '--disable-gpu'];

/** Starts the browser; rejects with whatever Puppeteer says when it cannot. */
export async function launchBrowser(
  found: FoundBrowser,
  { debug, signal, timeout = LAUNCH_TIMEOUT }: LaunchOptions,
): Promise<ScreenBrowser> {
  const [{ launch }, sandboxed] = await Promise.all([import('puppeteer-core'), sandboxWorks()]);
  signal.throwIfAborted();
  // Over a pipe Puppeteer waits for ever: what does not answer is killed by the signal.
  const late = new AbortController();
  const starting = launch({
    executablePath: found.executable,
    ...(found.environment && { env: { ...found.environment } }),
    headless: 'shell',
    // A pipe: no port is opened, and the browser ends by itself when our process is gone.
    pipe: true,
    args: [...NO_NETWORK, ...SAME_EVERYWHERE, ...PLAIN, ...(sandboxed ? [] : ['--no-sandbox'])],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout,
    protocolTimeout: PROTOCOL_TIMEOUT,
    dumpio: debug,
    signal: AbortSignal.any([signal, late.signal]),
  });
  const browser = await within(timeout, starting).catch((error: unknown) => {
    late.abort();
    starting.catch(() => undefined);
    throw error;
  });
  return {
    isAlive: () => browser.connected,
    openTab: () => openTab(browser),
    openScreen: (files, size) => openScreen(browser, files, size),
    close: () => close(browser, found.temporary),
  };
}

async function openTab(browser: PuppeteerBrowser): Promise<Tab> {
  const page = await browser.newPage();
  await Promise.all([page.setJavaScriptEnabled(false), page.setOfflineMode(true)]);
  return {
    print: (html, timeout) => print(page, html, timeout),
    close: () => page.close(),
  };
}

async function print(page: Page, html: string, timeout: number): Promise<Uint8Array> {
  await page.setContent(html, { waitUntil: 'load', timeout });
  return page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true, timeout });
}

/** Milliseconds for the page itself and for a picture of it. */
const SCREEN_LIMIT = 60_000;

async function openScreen(browser: PuppeteerBrowser, files: ScreenFiles, size: ScreenSize): Promise<Screen> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error instanceof Error ? error.message : String(error)));
  page.on('request', (request) => void answer(request, files, complaints));
  await Promise.all([page.setRequestInterception(true), page.setViewport(size)]);
  try {
    await page.goto(`${ORIGIN}/`, { waitUntil: 'load', timeout: SCREEN_LIMIT });
  } catch (error) {
    await page.close().catch(() => undefined);
    throw error;
  }
  return {
    run: async (limit, script, given) =>
      within(limit, page.evaluate(script as (given: unknown) => ReturnType<typeof script>, given)),
    picture: () => within(SCREEN_LIMIT, page.screenshot({ type: 'png' })),
    complaints: () => complaints,
    close: () => page.close(),
  };
}

/** From memory, or not at all. What a page has made itself (`blob:`, `data:`) is its own. */
async function answer(request: HTTPRequest, files: ScreenFiles, complaints: string[]): Promise<void> {
  try {
    const { protocol, origin, pathname } = new URL(request.url());
    if (protocol === 'blob:' || protocol === 'data:') return await request.continue();
    if (origin !== ORIGIN) {
      complaints.push(`it asked for ${request.url()}`);
      return await request.abort('blockedbyclient');
    }
    const file = await files(decodeURIComponent(pathname));
    if (file === undefined) return await request.respond({ status: 404, body: '' });
    await request.respond({ status: 200, contentType: file.mediaType, body: file.bytes });
  } catch (error) {
    // A tab that was closed meanwhile needs no answer.
    complaints.push(error instanceof Error ? error.message : String(error));
    await request.abort().catch(() => undefined);
  }
}

/** The browser leads a group of its own; what hangs in it has not noticed that the browser ended. */
function killGroup(leader: number | undefined): void {
  if (leader === undefined || process.platform === 'win32') return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}

/** Milliseconds for a browser to end in good order. */
const CLOSING_LIMIT = 10_000;

async function close(browser: PuppeteerBrowser, temporary: string | undefined): Promise<void> {
  // Already dead is closed, too; one that does not answer is killed.
  await within(CLOSING_LIMIT, browser.close()).catch(() => undefined);
  killGroup(browser.process()?.pid);
  if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
}

/** Chromium, started and driven. The only importer of Puppeteer: the rest of Handpress sees a browser with tabs. */
import type { CDPSession, HTTPRequest, Page, Browser as PuppeteerBrowser } from 'puppeteer-core';
import { type BrowserProcess, type ProcessOptions, startBrowserProcess } from './browser-process.ts';
import type { FoundBrowser } from './found-browser.ts';
import { ORIGIN, type Screen, type ScreenFiles, type ScreenSize, TooLate, within } from './screen.ts';

/**
 * `whole`: tagged, with an outline. `draft`: neither, which takes two thirds of the time, to see what comes to stand where.
 */
export type PrintManner = 'whole' | 'draft';

/** What is printed as it would be shown on a screen, with the colors that a person prefers there. */
export type ScreenLook = 'light' | 'dark';

export interface PrintOptions {
  /** Left out: as it is printed. */
  readonly screen?: ScreenLook;
  /** Left out: `whole`. */
  readonly manner?: PrintManner;
  /** Told when the browser has all it needs to print: until that is done it asks nothing more of this thread. */
  readonly underway?: () => void;
  /** Milliseconds that it may take beyond what its length says. */
  readonly allowance?: number;
}

/** One tab; it prints one document at a time, and any number one after another. */
export interface Tab {
  /**
   * @param html a whole document that needs nothing from outside
   * @param timeout milliseconds
   */
  print(html: string, timeout: number, options?: PrintOptions): Promise<Uint8Array>;
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

export interface LaunchOptions extends Omit<ProcessOptions, 'shows'> {
  /** Milliseconds in which it has to answer; left out: a minute. */
  readonly timeout?: number;
}

const LAUNCH_TIMEOUT = 60_000;
/** Longer than any document takes: {@link Tab.print} has a time limit of its own. */
const PROTOCOL_TIMEOUT = 3_600_000;

/** Starts the browser; rejects when it cannot, or does not answer. */
export async function launchBrowser(found: FoundBrowser, options: LaunchOptions): Promise<ScreenBrowser> {
  return drive(await startBrowserProcess(found, { ...options, shows: true }), options);
}

/** The same for one that only prints, which it does sooner. */
export async function launchPrinter(found: FoundBrowser, options: LaunchOptions): Promise<Browser> {
  return drive(await startBrowserProcess(found, options), options);
}

/**
 * Takes over a browser that prints and is starting or has started; rejects when it does not answer, and then it is gone.
 */
export const drivePrinter = (
  running: BrowserProcess,
  options: Pick<LaunchOptions, 'signal' | 'timeout'>,
): Promise<Browser> => drive(running, options);

async function drive(
  running: BrowserProcess,
  { signal, timeout = LAUNCH_TIMEOUT }: Pick<LaunchOptions, 'signal' | 'timeout'>,
): Promise<ScreenBrowser> {
  try {
    const browser = await within(timeout, Promise.race([connected(running), endOf(running)]));
    // It comes with one, which is as good as any.
    let [page] = await browser.pages();
    return {
      isAlive: () => running.isAlive() && browser.connected,
      openTab: () => {
        const first = page;
        page = undefined;
        return openTab(first ?? browser.newPage());
      },
      openScreen: (files, size) => openScreen(browser, files, size),
      close: () => close(browser, running),
    };
  } catch (error) {
    const reason = await reasonOfEnd(running, error);
    await running.kill();
    signal.throwIfAborted();
    throw reason === undefined ? error : new Error(reason, { cause: error });
  }
}

/** Milliseconds between the closing of a browser's pipe and the end of its process. */
const ENDING_LIMIT = 1000;

/** Returns why the process has ended, because the closed pipe that is often seen first gives no reason. */
async function reasonOfEnd({ ended }: BrowserProcess, error: unknown): Promise<string | undefined> {
  if (error instanceof TooLate) return undefined;
  return within(ENDING_LIMIT, ended).catch(() => undefined);
}

async function connected({ pipe }: BrowserProcess): Promise<PuppeteerBrowser> {
  const { connect } = await import('puppeteer-core');
  return connect({ transport: pipe, protocolTimeout: PROTOCOL_TIMEOUT });
}

async function endOf({ ended }: BrowserProcess): Promise<never> {
  throw new Error(await ended);
}

async function openTab(opening: Page | Promise<Page>): Promise<Tab> {
  const page = await opening;
  await Promise.all([page.setJavaScriptEnabled(false), page.setOfflineMode(true)]);
  return {
    print: (html, timeout, options) => print(page, html, timeout, options),
    close: () => page.close(),
  };
}

async function print(
  page: Page,
  html: string,
  timeout: number,
  { manner = 'whole', screen, underway }: PrintOptions = {},
): Promise<Uint8Array> {
  const shown = screen && (await showAs(page, screen));
  await page.setContent(html, { waitUntil: 'load', timeout });
  // Waited for here and not in `pdf`, so that it asks the browser at once.
  await page.evaluate('document.fonts.ready');
  const [tagged, outline] = manner === 'whole' ? [true, true] : [false, false];
  const pages = { preferCSSPageSize: true, printBackground: true, tagged, outline };
  const printing = page.pdf({ ...pages, timeout, waitForFonts: false });
  underway?.();
  return shown === undefined ? printing : printing.finally(() => shown.detach());
}

/** Both in one call: each call of the protocol forgets what the one before has set. */
async function showAs(page: Page, screen: ScreenLook): Promise<CDPSession> {
  const session = await page.createCDPSession();
  const features = [{ name: 'prefers-color-scheme', value: screen }];
  await session.send('Emulation.setEmulatedMedia', { media: 'screen', features });
  return session;
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

/** Milliseconds for a browser to end in good order. */
const CLOSING_LIMIT = 10_000;

async function close(browser: PuppeteerBrowser, running: BrowserProcess): Promise<void> {
  // Already dead is closed, too; one that does not answer is killed.
  browser.close().catch(() => undefined);
  await within(CLOSING_LIMIT, running.ended).catch(() => undefined);
  await running.kill();
}

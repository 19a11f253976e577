/** Chromium, started and driven. The only importer of Puppeteer: the rest of Handpress sees a browser with tabs. */
import { rm } from 'node:fs/promises';
import type { Page, Browser as PuppeteerBrowser } from 'puppeteer-core';
import type { FoundBrowser } from './find-browser.ts';
import { sandboxWorks } from './sandbox.ts';

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

export interface LaunchOptions {
  /** Shows the browser's own messages. */
  readonly debug: boolean;
  /** Kills the browser, at any moment of its life. */
  readonly signal: AbortSignal;
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
export async function launchBrowser(found: FoundBrowser, { debug, signal }: LaunchOptions): Promise<Browser> {
  const [{ launch }, sandboxed] = await Promise.all([import('puppeteer-core'), sandboxWorks()]);
  signal.throwIfAborted();
  const browser = await launch({
    executablePath: found.executable,
    ...(found.environment && { env: { ...found.environment } }),
    headless: 'shell',
    // A pipe: no port is opened, and the browser ends by itself when our process is gone.
    pipe: true,
    args: [...NO_NETWORK, ...SAME_EVERYWHERE, ...PLAIN, ...(sandboxed ? [] : ['--no-sandbox'])],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: LAUNCH_TIMEOUT,
    protocolTimeout: PROTOCOL_TIMEOUT,
    dumpio: debug,
    signal,
  });
  return {
    isAlive: () => browser.connected,
    openTab: () => openTab(browser),
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

async function close(browser: PuppeteerBrowser, temporary: string | undefined): Promise<void> {
  // Already dead is closed, too.
  await browser.close().catch(() => undefined);
  if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
}

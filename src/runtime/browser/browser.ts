/**
 * Starts and controls Chromium. The only file that imports Puppeteer; the rest of Handpress uses a browser
 * with tabs.
 */
import type { CDPSession, HTTPRequest, Page, Browser as PuppeteerBrowser } from 'puppeteer-core';
import { narrowHtml } from '../../lib/html/narrow.ts';
import { messageOf } from '../../lib/text/error-message.ts';
import { watchEnd } from '../process/until-end.ts';
import { type BrowserProcess, type BrowserProcessOptions, startBrowserProcess } from './browser-process.ts';
import type { FoundBrowser } from './found-browser.ts';
import {
  PageCrashError,
  SCREEN_ORIGIN,
  type Screen,
  type ScreenFiles,
  type ScreenSize,
  TimeoutError,
  withTimeout,
} from './screen.ts';

/**
 * `whole`: a tagged PDF with an outline. `draft`: without both, to find page positions in two thirds of the
 * time.
 */
export type PrintMode = 'whole' | 'draft';

/** Color scheme of a document that is printed as on a screen. */
export type ColorScheme = 'light' | 'dark';

export interface TabPrintOptions {
  /** Prints with the screen styles and this color scheme. Left out: with the print styles. */
  readonly screenColors?: ColorScheme;
  /** Left out: `whole`. */
  readonly mode?: PrintMode;
  /**
   * Is called when the browser has everything that it needs. From then on it does not use this thread until
   * it has printed.
   */
  readonly onDispatched?: () => void;
  /** Time in ms in addition to the limit that follows from the length of the document. */
  readonly allowance?: number;
}

/** A tab. Prints any number of documents, one at a time. */
export interface Tab {
  /**
   * Prints a document to PDF.
   * @param html a complete document without external resources
   * @param timeout in ms
   */
  print(html: string, timeout: number, options?: TabPrintOptions): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface Browser {
  isAlive(): boolean;
  openTab(): Promise<Tab>;
  /** Closes the browser. Never rejects. Leaves no process and no folder of the browser. */
  close(): Promise<void>;
}

/** A browser that can also take screenshots. */
export interface ScreenBrowser extends Browser {
  /** Opens a tab with the file at `/`. Rejects if that cannot be loaded. */
  openScreen(files: ScreenFiles, size: ScreenSize): Promise<Screen>;
}

export interface LaunchOptions extends Omit<BrowserProcessOptions, 'takesScreenshots'> {
  /** Time limit in ms for the browser to start and answer; left out: a minute. */
  readonly timeout?: number;
}

const LAUNCH_TIMEOUT = 60_000;
/** In ms. Longer than any document takes, because {@link Tab.print} has a time limit of its own. */
const PROTOCOL_TIMEOUT = 3_600_000;

/** Starts a browser for printing and screenshots. Rejects if it cannot be started or does not answer. */
export async function launchBrowser(found: FoundBrowser, options: LaunchOptions): Promise<ScreenBrowser> {
  return connectBrowser(await startBrowserProcess(found, { ...options, takesScreenshots: true }), options);
}

/** Starts a browser that only prints, which is faster. Rejects like {@link launchBrowser}. */
export async function launchPrintBrowser(found: FoundBrowser, options: LaunchOptions): Promise<Browser> {
  return connectBrowser(await startBrowserProcess(found, options), options);
}

/**
 * Connects to the running process of a browser that only prints. Rejects if it does not answer, after killing
 * it.
 */
export const connectPrintBrowser = (
  running: BrowserProcess,
  options: Pick<LaunchOptions, 'signal' | 'timeout'>,
): Promise<Browser> => connectBrowser(running, options);

async function connectBrowser(
  running: BrowserProcess,
  { signal, timeout = LAUNCH_TIMEOUT }: Pick<LaunchOptions, 'signal' | 'timeout'>,
): Promise<ScreenBrowser> {
  /** Rejects as soon as the browser ends: for some of its answers, Puppeteer would wait half a minute longer. */
  const whileRunning = watchEnd(
    // Puppeteer has this error for a closed pipe, so that both have the same effect.
    running.ended.then((cause) => new Error('Connection closed', { cause })),
  );
  try {
    const browser = await withTimeout(timeout, whileRunning(connectPuppeteer(running)));
    // The browser starts with one tab, which is used first.
    let [page] = await withTimeout(timeout, whileRunning(browser.pages()));
    return {
      isAlive: () => running.isAlive() && browser.connected,
      openTab: async () => {
        const first = page;
        page = undefined;
        const tab = await whileRunning(openTab(first ?? browser.newPage()));
        return {
          print: (...document) => whileRunning(tab.print(...document)),
          close: () => whileRunning(tab.close()),
        };
      },
      openScreen: (files, size) => whileRunning(openScreen(browser, files, size)),
      close: () => close(browser, running),
    };
  } catch (error) {
    const reason = await findEndReason(running, error);
    await running.kill();
    signal.throwIfAborted();
    throw reason === undefined ? error : new Error(reason, { cause: error });
  }
}

/** Time limit in ms between the end of the pipe and the exit of the process. */
const EXIT_TIMEOUT = 1000;

/**
 * Returns why the process has ended, because the error of the closed pipe, which often comes first, gives no
 * reason.
 */
async function findEndReason({ ended }: BrowserProcess, error: unknown): Promise<string | undefined> {
  if (error instanceof TimeoutError) return undefined;
  return withTimeout(EXIT_TIMEOUT, ended).catch(() => undefined);
}

async function connectPuppeteer({ pipe }: BrowserProcess): Promise<PuppeteerBrowser> {
  const { connect } = await import('puppeteer-core');
  return connect({ transport: pipe, protocolTimeout: PROTOCOL_TIMEOUT });
}

async function openTab(opening: Page | Promise<Page>): Promise<Tab> {
  const page = await opening;
  const [session] = await Promise.all([
    page.createCDPSession(),
    page.setJavaScriptEnabled(false),
    page.setOfflineMode(true),
  ]);
  await keepDocument(session);
  let printed = 0;
  return {
    print: async (html, timeout, options) => {
      if (printed === DOCUMENTS_PER_PAGE) {
        printed = 0;
        await page.goto('about:blank', { timeout });
      }
      printed += 1;
      return print({ page, session }, html, timeout, options);
    },
    close: () => page.close(),
  };
}

/**
 * Aborts each navigation that a document begins, for example by `<meta http-equiv="refresh">`, so that the document is
 * printed and not an error page of the browser. An aborted navigation leaves the document in place (CDP, `Fetch`).
 */
async function keepDocument(session: CDPSession): Promise<void> {
  session.on('Fetch.requestPaused', ({ requestId }) => {
    // The tab may be closed in the meantime.
    session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }).catch(() => undefined);
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }] });
}

/**
 * Documents that are loaded one in place of the other. Each slows down the next ones: the six hundredth takes four times as long
 * as the first. An empty page in between ends that; it takes more than half of the time of a leaflet.
 */
const DOCUMENTS_PER_PAGE = 25;

/** A page, and a session to send commands that Puppeteer has no methods for. */
interface OpenPage {
  readonly page: Page;
  readonly session: CDPSession;
}

/**
 * Loads every font face of the document, because Chromium does not wait for a face that only the margins of the page use:
 * it sets them in a font of the system. A face that cannot be loaded is left out.
 */
const LOAD_FONTS = 'Promise.allSettled([...document.fonts].map((face) => face.load())).then(() => undefined)';

async function print(
  { page, session }: OpenPage,
  html: string,
  timeout: number,
  { mode = 'whole', screenColors, onDispatched }: TabPrintOptions = {},
): Promise<Uint8Array> {
  const emulated = screenColors && (await emulateScreen(page, screenColors));
  await page.setContent(narrowHtml(html), { waitUntil: 'load', timeout });
  // Awaited here and not by `pdf`, so that `pdf` sends its command immediately.
  await page.evaluate(LOAD_FONTS);
  const printing = printPage({ page, session }, mode === 'whole', html.length <= SHORT_DOCUMENT, timeout);
  onDispatched?.();
  return emulated === undefined ? printing : printing.finally(() => emulated.detach());
}

/** Characters of a document whose PDF comes in one message. A longer PDF comes in parts, so that it is in memory only once. */
const SHORT_DOCUMENT = 1 << 22;

async function printPage(
  { page, session }: OpenPage,
  isWhole: boolean,
  isShort: boolean,
  timeout: number,
): Promise<Uint8Array> {
  const pages = { preferCSSPageSize: true, printBackground: true };
  if (!isShort)
    return page.pdf({ ...pages, tagged: isWhole, outline: isWhole, timeout, waitForFonts: false });
  const margins = { marginTop: 0, marginRight: 0, marginBottom: 0, marginLeft: 0 };
  const tags = { generateTaggedPDF: isWhole, generateDocumentOutline: isWhole };
  const printing = session.send('Page.printToPDF', { ...pages, ...margins, ...tags });
  const { data } = await withTimeout(timeout, printing);
  return Buffer.from(data, 'base64');
}

/** Sets media type and color scheme in one command, because each command resets what the one before has set. */
async function emulateScreen(page: Page, colors: ColorScheme): Promise<CDPSession> {
  const session = await page.createCDPSession();
  const features = [{ name: 'prefers-color-scheme', value: colors }];
  await session.send('Emulation.setEmulatedMedia', { media: 'screen', features });
  return session;
}

/** Time limit in ms for loading a page, and for a screenshot. */
const SCREEN_TIMEOUT = 60_000;

async function openScreen(browser: PuppeteerBrowser, files: ScreenFiles, size: ScreenSize): Promise<Screen> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(messageOf(error)));
  page.on('request', (request) => void answerRequest(request, files, errors));
  await Promise.all([page.setRequestInterception(true), page.setViewport(size)]);
  try {
    await page.goto(`${SCREEN_ORIGIN}/`, { waitUntil: 'load', timeout: SCREEN_TIMEOUT });
  } catch (error) {
    await page.close().catch(() => undefined);
    throw error;
  }
  return {
    evaluate: async (limit, script, given) => {
      const crashed = Promise.withResolvers<never>();
      const reject = (error: Error): void => crashed.reject(new PageCrashError(messageOf(error)));
      page.once('error', reject);
      const work = page.evaluate(script as (given: unknown) => ReturnType<typeof script>, given);
      try {
        return await withTimeout(limit, Promise.race([work, crashed.promise]));
      } finally {
        page.off('error', reject);
      }
    },
    takeScreenshot: () => withTimeout(SCREEN_TIMEOUT, page.screenshot({ type: 'png' })),
    errors: () => errors,
    close: () => page.close(),
  };
}

/** Answers a request from memory or blocks it. Allows what the page itself has created (`blob:`, `data:`). */
async function answerRequest(request: HTTPRequest, files: ScreenFiles, errors: string[]): Promise<void> {
  try {
    const { protocol, origin, pathname } = new URL(request.url());
    if (protocol === 'blob:' || protocol === 'data:') return await request.continue();
    if (origin !== SCREEN_ORIGIN) {
      errors.push(`it asked for ${request.url()}`);
      return await request.abort('blockedbyclient');
    }
    const file = await files(decodeURIComponent(pathname));
    if (file === undefined) return await request.respond({ status: 404, body: '' });
    await request.respond({ status: 200, contentType: file.mediaType, body: file.bytes });
  } catch (error) {
    // The tab can be closed meanwhile.
    errors.push(messageOf(error));
    await request.abort().catch(() => undefined);
  }
}

/** Time limit in ms for a regular exit of the browser. */
const CLOSE_TIMEOUT = 10_000;

async function close(browser: PuppeteerBrowser, running: BrowserProcess): Promise<void> {
  // An error means that the browser has already ended. It is killed if it does not answer.
  browser.close().catch(() => undefined);
  await withTimeout(CLOSE_TIMEOUT, running.ended).catch(() => undefined);
  await running.kill();
}

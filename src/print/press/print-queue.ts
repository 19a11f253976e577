/** Prints documents with one browser and a few reused tabs, and recovers when a tab or the browser fails. */

import pLimit from 'p-limit';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Host } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { messageOf } from '../../lib/text/error-message.ts';
import {
  type Browser,
  connectPrintBrowser,
  launchPrintBrowser,
  type Tab,
  type TabPrintOptions,
} from '../../runtime/browser/browser.ts';
import { BrowserError } from '../../runtime/browser/browser-error.ts';
import { findSharedBrowser } from '../../runtime/browser/browser-identity.ts';
import type { PrelaunchedBrowser } from '../../runtime/browser/prelaunched-browser.ts';
import { TimeoutError, withTimeout } from '../../runtime/browser/screen.ts';
import { computePrintLimit } from './print-limit.ts';
import { createSharedLock } from './shared-lock.ts';

export interface PressOptions {
  /** Path of the browser to print with; absent: the first that is found. */
  readonly browser?: string;
  /** Maximum number of documents printed at the same time. */
  readonly jobs: number;
  /** Prints the browser's own messages. */
  readonly debug: boolean;
  /** Called and awaited each time a browser has started. */
  readonly onStart?: () => Promise<void>;
}

/** Prints the documents of one task, for example one book in several attempts. */
export interface PrintJob {
  /**
   * Prints a complete document and returns the PDF.
   * Rejects with {@link UnprintableError} if the browser can print other documents, with {@link BrowserError} if
   * it cannot, and with the signal's reason once the signal is aborted.
   */
  print(html: string, options?: TabPrintOptions): Promise<Uint8Array>;
  /** Declares that the task prints nothing more. Idempotent; optional for a job that no caller tracks. */
  end?(): void;
}

export interface Press extends PrintJob {
  /** Starts the browser in the background. A failure is reported to the first document that is printed. */
  warm(): void;
  /** Opens a job. The browser keeps running until the job has ended. */
  openJob(): Required<PrintJob>;
  /**
   * Declares that no further job will be opened. The browser closes as soon as all jobs have ended, while their
   * PDF files are still being finished.
   */
  closeAfterJobs(): void;
  /** Closes the browser at once and removes its files. Documents that are being printed fail. */
  close(): Promise<void>;
}

/**
 * Browser starts in a row without a printed document: two attempts at a document, and one for the probe that shows
 * whether other documents can be printed.
 */
const MAX_STARTS = 3;
/** Documents that one tab prints. Up to there, neither the time for each nor the memory was found to grow. */
const DOCUMENTS_PER_TAB = 400;
/** Milliseconds to wait until a tab is closed: Chromium sometimes never answers for one that is leaving its document. */
const MAX_CLOSING = 2_000;
const BROWSER_ENDED = 'it ended before its work was done.';

/** Thrown if one document cannot be printed although the browser prints other documents. */
export class UnprintableError extends Error {
  override readonly name = 'UnprintableError';
  /** The document's title. */
  readonly title: string;
  /** What went wrong, as the end of a sentence. */
  readonly reason: string;

  constructor(html: string, cause: unknown) {
    const message = messageOf(cause);
    const isGone = CONNECTION_CLOSED.test(message);
    const reason = isTimeout(cause) || !isGone ? message : 'it ended';
    const what = readTitle(html);
    super(`“${what}” cannot be printed: ${reason}`, { cause });
    [this.title, this.reason] = [what, reason];
  }
}

/**
 * Opens a press. The browser starts with the first document, unless `early` has already started it.
 * If a tab fails, it is closed and its document is printed once more, alone, in a new tab and with half the time
 * limit. If the browser has died, it is started again. If the second attempt fails too, a short probe document is
 * printed: if this succeeds, the document is at fault.
 * Its errors carry the diagnostics `browser-missing` and `browser-failed`.
 */
export function openPress(
  options: PressOptions,
  context: Pick<Context, 'signal'> & { readonly host: Host },
  early?: PrelaunchedBrowser,
): Press {
  return createPress(
    async () => {
      const found = await findSharedBrowser(options.browser, context.host);
      const using = { debug: options.debug, signal: context.signal };
      try {
        const started = await early?.take();
        const running = await (started
          ? connectPrintBrowser(started, using)
          : launchPrintBrowser(found, using));
        await options.onStart?.();
        return running;
      } catch (error) {
        throw createBrowserError(found.executable, error);
      }
    },
    options,
    context.signal,
  );
}

/** Time limits of the browser, in milliseconds. */
export interface PressLimits {
  /** Returns the limit to print a document. */
  print(html: string): number;
  /** Limit to open or to close a tab. */
  readonly tab: number;
}

const LIMITS: PressLimits = { print: computePrintLimit, tab: 30_000 };

/** A document that every working browser can print. */
const PROBE = '<!doctype html><html lang="en"><title>Words</title><p>Words.</p></html>';

/** Creates a press for any browser; `start` starts it. */
export function createPress(
  start: () => Promise<Browser>,
  { jobs, browser = 'Chromium' }: Pick<PressOptions, 'jobs' | 'browser'>,
  signal: AbortSignal,
  limits: PressLimits = LIMITS,
): Press {
  const limit = pLimit(Math.max(1, jobs));
  const tabs = new TabPool(start, browser, limits.tab);
  const lock = createSharedLock();
  const close = (): Promise<void> => tabs.close();
  const printIn = (time: number, html: string, options?: TabPrintOptions): Promise<Uint8Array> =>
    tabs.use((tab) => withTimeout(time, tab.print(html, time + 1000, options)));
  const canPrintProbe = (): Promise<boolean> =>
    printIn(limits.tab, PROBE).then(
      () => true,
      () => false,
    );
  /** Resolves to the PDF or to the error. Rejects if a second attempt would be useless. */
  const attempt = async (share: number, html: string, options?: TabPrintOptions) => {
    signal.throwIfAborted();
    const time = share * (limits.print(html) + (options?.allowance ?? 0));
    const work = () => printIn(time, html, options);
    try {
      return await (share === 1 ? lock.runShared(work) : lock.runExclusive(work));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof BrowserError) throw error;
      return { error };
    }
  };
  const printOne = async (html: string, options?: TabPrintOptions): Promise<Uint8Array> => {
    const first = await attempt(1, html, options);
    if (!('error' in first)) return first;
    const second = await attempt(0.5, html, options);
    if (!('error' in second)) return second;
    if (await canPrintProbe())
      throw new UnprintableError(html, isTimeout(first.error) ? first.error : second.error);
    signal.throwIfAborted();
    throw createBrowserError(browser, second.error, html);
  };
  const print: PrintJob['print'] = (html, options) => limit(printOne, html, options);
  return {
    ...{ print, ...trackJobs(print, close) },
    // The first print call awaits the same start and receives its error.
    warm: () => void tabs.ready().catch(() => undefined),
    close,
  };
}

function trackJobs(
  print: PrintJob['print'],
  close: () => Promise<void>,
): Pick<Press, 'openJob' | 'closeAfterJobs'> {
  const open = new Set<object>();
  let isLast = false;
  const closeIfDone = (): void => {
    // `close` never rejects; the owner of the press awaits it again.
    if (isLast && open.size === 0) void close();
  };
  return {
    openJob: () => {
      const end = (): void => {
        if (open.delete(job)) closeIfDone();
      };
      const job = { print, end };
      open.add(job);
      return job;
    },
    closeAfterJobs: () => {
      isLast = true;
      closeIfDone();
    },
  };
}

interface PooledTab {
  readonly tab: Tab;
  /** Number of documents the tab has printed. */
  readonly documents: number;
}

/** Starts the browser, restarts it after a crash, and lends its tabs. */
class TabPool {
  readonly #start: () => Promise<Browser>;
  readonly #name: string;
  readonly #limit: number;
  #running: Promise<Browser> | undefined;
  /** Starts since the last printed document. */
  #starts = 0;
  #isClosed = false;
  #idle: PooledTab[] = [];

  /** @param name of the browser, for messages @param limit milliseconds to open or to close a tab */
  constructor(start: () => Promise<Browser>, name: string, limit: number) {
    this.#start = start;
    this.#name = name;
    this.#limit = limit;
  }

  /**
   * Returns the running browser, and starts one if none is alive. Opens no tab, because Puppeteer would wait half a
   * minute for a tab that is not needed.
   */
  async ready(): Promise<Browser> {
    const known = this.#running;
    // A browser that failed to start is started again, like one that has died.
    const browser = await known?.catch((error: unknown) => {
      if (this.#starts === MAX_STARTS || isBrowserMissing(error)) throw error;
    });
    if (browser?.isAlive()) return browser;
    if (this.#running !== known) return this.ready(); // Another document has restarted it in the meantime.
    if (this.#starts === MAX_STARTS) throw createBrowserError(this.#name, BROWSER_ENDED);
    this.#starts += 1;
    this.#idle = [];
    this.#running = this.#start();
    // It can fail while the former browser is still closing, before anyone waits for it.
    this.#running.catch(() => undefined);
    await browser?.close();
    return this.ready();
  }

  /** Lends a tab to `work`. A tab whose work fails is closed and not used again. */
  async use<T>(work: (tab: Tab) => Promise<T>): Promise<T> {
    const browser = await this.ready();
    const { tab, documents } = this.#idle.pop() ?? { tab: await this.#open(browser), documents: 0 };
    try {
      const result = await work(tab);
      if (!this.#isClosed) this.#starts = 0;
      if (documents + 1 < DOCUMENTS_PER_TAB) this.#idle.push({ tab, documents: documents + 1 });
      else void this.#closeTab(tab);
      return result;
    } catch (error) {
      await this.#closeTab(tab);
      throw error;
    }
  }

  /** Closes the browser. Never rejects; no browser is started afterwards. */
  async close(): Promise<void> {
    this.#starts = MAX_STARTS;
    this.#isClosed = true;
    // A failed start was already reported to the document that needed the browser.
    await (await this.#running?.catch(() => undefined))?.close();
  }

  async #open(browser: Browser): Promise<Tab> {
    try {
      return await withTimeout(this.#limit, browser.openTab());
    } catch (error) {
      // The browser does not answer; the next document starts another one.
      await browser.close();
      throw error;
    }
  }

  #closeTab(tab: Tab): Promise<void> {
    return withTimeout(Math.min(this.#limit, MAX_CLOSING), tab.close()).catch(() => undefined);
  }
}

const CONNECTION_CLOSED = /target closed|session closed|connection closed/i;

/** Puppeteer has its own time limit for loading a page and throws its own `TimeoutError`. */
const isTimeout = (error: unknown): boolean =>
  error instanceof TimeoutError || (error instanceof Error && error.name === 'TimeoutError');

const isBrowserMissing = (error: unknown): boolean =>
  error instanceof BrowserError && error.diagnostic.code === 'browser-missing';

/** @param html the document that was printed */
function createBrowserError(browser: string, cause: unknown, html = ''): BrowserError {
  return new BrowserError(diagnostic('browser-failed', { browser, reason: describeFailure(cause, html) }), {
    cause,
  });
}

function describeFailure(cause: unknown, html: string): string {
  const message = messageOf(cause);
  // The protocol's message about a closed connection would not help the user.
  if (CONNECTION_CLOSED.test(message)) return BROWSER_ENDED;
  const title = readTitle(html);
  return cause instanceof TimeoutError && title !== '' ? `${message} to print “${title}”.` : message;
}

/** Returns the title of an HTML document; empty if it has none. */
export const readTitle = (html: string): string => /<title>([^<]*)/.exec(html)?.[1] ?? '';

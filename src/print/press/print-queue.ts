/** The press: one browser, a few tabs that are used several times, and what happens when one of them fails. */
import pLimit from 'p-limit';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import {
  type Browser,
  drivePrinter,
  launchPrinter,
  type PrintOptions,
  type Tab,
} from '../../runtime/browser/browser.ts';
import { PressError } from '../../runtime/browser/browser-error.ts';
import { sharedBrowser } from '../../runtime/browser/browser-identity.ts';
import type { EarlyBrowser } from '../../runtime/browser/prelaunched-browser.ts';
import { TooLate, within } from '../../runtime/browser/screen.ts';
import { printLimit } from './print-limit.ts';
import { openTurns } from './turns.ts';

export interface PressOptions {
  /** Path of the browser to print with; absent: the first that is found. */
  readonly browser?: string;
  /** How many documents are printed at a time. */
  readonly jobs: number;
  /** Shows the browser's own messages. */
  readonly debug: boolean;
  /** Called, and waited for, each time a browser has started. */
  readonly onStart?: () => Promise<void>;
}

/** What is printed for one task: a document, and perhaps the same document again. */
export interface PrintJob {
  /**
   * Prints a finished document.
   * Rejects with {@link UnprintableError} where the browser prints others, with {@link PressError} where it does not, and with the signal's reason
   * once that is aborted.
   */
  print(html: string, options?: PrintOptions): Promise<Uint8Array>;
  /** Nothing more is printed for it. May be told again, and left out where nobody waits for it. */
  end?(): void;
}

export interface Press extends PrintJob {
  /** Begins to start the browser, so that it is there when the first document is. What fails is told to that one. */
  warm(): void;
  /** Until it ends, the browser stays. */
  job(): Required<PrintJob>;
  /** None will begin any more: when all have ended, so does the browser, while what was printed is still being finished. */
  lastJob(): void;
  /** Waits for nothing; what is being printed fails. Nothing of the browser is left. */
  close(): Promise<void>;
}

/** One after another without a document that is printed: two attempts at one, and then the proof that others can be printed. */
const STARTS = 3;
/** Documents that one tab prints: each makes the next one slower, the six hundredth takes four times as long as the first. */
const DOCUMENTS = 20;
const GONE = 'it ended before its work was done.';

/** Thrown where a document cannot be printed, and others can. */
export class UnprintableError extends Error {
  override readonly name = 'UnprintableError';
  /** The document's title. */
  readonly what: string;
  /** What the browser did, as the end of a sentence about it. */
  readonly reason: string;

  constructor(html: string, cause: unknown) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const isGone = ENDED.test(message);
    const reason = isLate(cause) || !isGone ? message : 'it ended';
    const what = titleOf(html);
    super(`“${what}” cannot be printed: ${reason}`, { cause });
    [this.what, this.reason] = [what, reason];
  }
}

/**
 * Opens a press. Nothing is started until the first page is printed, but for what `early` has begun.
 * A tab that fails is closed and its document printed once more, alone, in a new one; a browser that died is started anew. The second
 * attempt has half the time. Then a page of ours is printed: where that works, the document is at fault.
 * Diagnostics of its errors: `browser-missing`, `browser-failed`.
 */
export function openPress(options: PressOptions, context: Context, early?: EarlyBrowser): Press {
  return pressOf(
    async () => {
      const found = await sharedBrowser(options.browser, context.host);
      const using = { debug: options.debug, signal: context.signal };
      try {
        const started = await early?.take();
        const running = await (started ? drivePrinter(started, using) : launchPrinter(found, using));
        await options.onStart?.();
        return running;
      } catch (error) {
        throw failed(found.executable, error);
      }
    },
    options,
    context.signal,
  );
}

/** How long the browser may take, in milliseconds. */
export interface PressLimits {
  /** To print a document. */
  print(html: string): number;
  /** To open a tab, or to close one. */
  readonly tab: number;
}

const LIMITS: PressLimits = { print: printLimit, tab: 30_000 };

/** What every browser can print. */
const PROBE = '<!doctype html><html lang="en"><title>Words</title><p>Words.</p></html>';

/** The press around any browser. */
export function pressOf(
  start: () => Promise<Browser>,
  { jobs, browser = 'Chromium' }: Pick<PressOptions, 'jobs' | 'browser'>,
  signal: AbortSignal,
  limits: PressLimits = LIMITS,
): Press {
  const limit = pLimit(Math.max(1, jobs));
  const tabs = tabsOf(start, browser, limits.tab);
  const turns = openTurns();
  const printIn = (time: number, html: string, options?: PrintOptions): Promise<Uint8Array> =>
    tabs.use((tab) => within(time, tab.print(html, time + 1000, options)));
  const works = (): Promise<boolean> =>
    printIn(limits.tab, PROBE).then(
      () => true,
      () => false,
    );
  /** Rejects where another attempt is of no use; else resolves to what went wrong. */
  const attempt = async (share: number, html: string, options?: PrintOptions) => {
    signal.throwIfAborted();
    const time = share * (limits.print(html) + (options?.allowance ?? 0));
    const work = () => printIn(time, html, options);
    try {
      return await (share === 1 ? turns.beside(work) : turns.alone(work));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof PressError) throw error;
      return { error };
    }
  };
  const printOne = async (html: string, options?: PrintOptions): Promise<Uint8Array> => {
    const first = await attempt(1, html, options);
    if (!('error' in first)) return first;
    const second = await attempt(0.5, html, options);
    if (!('error' in second)) return second;
    if (await works()) throw new UnprintableError(html, isLate(first.error) ? first.error : second.error);
    signal.throwIfAborted();
    throw failed(browser, second.error, html);
  };
  const print: PrintJob['print'] = (html, options) => limit(printOne, html, options);
  return {
    ...{ print, ...jobsOf(print, tabs.close) },
    // Whoever prints first waits for the same start, and is told what went wrong.
    warm: () => void tabs.warm().catch(() => undefined),
    close: tabs.close,
  };
}

function jobsOf(print: PrintJob['print'], close: () => Promise<void>): Pick<Press, 'job' | 'lastJob'> {
  const open = new Set<object>();
  let isLast = false;
  const closeIfDone = (): void => {
    // It never rejects, and is waited for where everything is closed.
    if (isLast && open.size === 0) void close();
  };
  return {
    job: () => {
      const end = (): void => {
        if (open.delete(job)) closeIfDone();
      };
      const job = { print, end };
      open.add(job);
      return job;
    },
    lastJob: () => {
      isLast = true;
      closeIfDone();
    },
  };
}

interface Tabs {
  /** Starts the browser. No tab: where it is not needed, Puppeteer would wait half a minute for it. */
  warm(): Promise<unknown>;
  /** Lends a tab; when the work with it fails, it is not used again. */
  use<T>(work: (tab: Tab) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface UsedTab {
  readonly tab: Tab;
  /** How many it has printed. */
  readonly documents: number;
}

/** @param limit milliseconds to open or to close one */
function tabsOf(start: () => Promise<Browser>, name: string, limit: number): Tabs {
  let running: Promise<Browser> | undefined;
  let starts = 0;
  let isClosed = false;
  let idle: UsedTab[] = [];

  const alive = async (): Promise<Browser> => {
    const known = running;
    // One that did not come up is started once more, as one that has died.
    const browser = await known?.catch((error: unknown) => {
      if (starts === STARTS || isMissing(error)) throw error;
    });
    if (browser?.isAlive()) return browser;
    if (running !== known) return alive(); // Another document has started it meanwhile.
    if (starts === STARTS) throw failed(name, GONE);
    starts += 1;
    idle = [];
    running = start();
    await browser?.close();
    return alive();
  };

  const opened = async (browser: Browser): Promise<Tab> => {
    try {
      return await within(limit, browser.openTab());
    } catch (error) {
      // It does not answer: the next one to come starts another.
      await browser.close();
      throw error;
    }
  };

  const closed = (tab: Tab): Promise<void> => within(limit, tab.close()).catch(() => undefined);

  return {
    warm: alive,
    async use(work) {
      const browser = await alive();
      const { tab, documents } = idle.pop() ?? { tab: await opened(browser), documents: 0 };
      try {
        const result = await work(tab);
        if (!isClosed) starts = 0;
        if (documents + 1 < DOCUMENTS) idle.push({ tab, documents: documents + 1 });
        else void closed(tab);
        return result;
      } catch (error) {
        await closed(tab);
        throw error;
      }
    },
    async close() {
      [starts, isClosed] = [STARTS, true];
      // One that never started has said so to whoever asked for it.
      await (await running?.catch(() => undefined))?.close();
    },
  };
}

const ENDED = /target closed|session closed|connection closed/i;

/** Puppeteer has a limit of its own for the time in which a page is loaded. */
const isLate = (error: unknown): boolean =>
  error instanceof TooLate || (error instanceof Error && error.name === 'TimeoutError');

const isMissing = (error: unknown): boolean =>
  error instanceof PressError && error.diagnostic.code === 'browser-missing';

/** @param html what was to be printed */
function failed(browser: string, cause: unknown, html = ''): PressError {
  return new PressError(diagnostic('browser-failed', { browser, reason: reasonOf(cause, html) }), cause);
}

function reasonOf(cause: unknown, html: string): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  // What the protocol says of a browser that is gone means nothing to whoever named it.
  if (ENDED.test(message)) return GONE;
  const title = titleOf(html);
  return cause instanceof TooLate && title !== '' ? `${message} to print “${title}”.` : message;
}

/** Of a document that is printed. */
export const titleOf = (html: string): string => /<title>([^<]*)/.exec(html)?.[1] ?? '';

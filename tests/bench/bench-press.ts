/** One browser with one tab that stays open, for the press and for the floor it is held against. */
import { performance } from 'node:perf_hooks';
import type { Press } from '../../src/print/index.ts';
import { pressOf } from '../../src/print/press/print-queue.ts';
import { type Browser, launchPrinter, type Tab } from '../../src/runtime/browser/browser.ts';
import { findBrowser } from '../../src/runtime/browser/find-browser.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';

/** Milliseconds for one document. */
const LIMIT = 600_000;

/** A document that was to be printed. */
export interface Given {
  readonly html: string;
  /** When that was, in the milliseconds of `performance.now()`. */
  readonly at: number;
}

export interface BenchPress {
  readonly press: Press;
  /** What the press was given to print since this was last asked, in order. */
  printed(): readonly Given[];
  /** Puppeteer alone: the document is set, and printed once, tagged and with an outline, in the same tab. */
  bare(html: string): Promise<Uint8Array>;
}

/** @param use is given the press; afterwards nothing of the browser is left */
export async function withPress<T>(use: (bench: BenchPress) => Promise<T>): Promise<T> {
  const signal = new AbortController().signal;
  const browser = await launchPrinter(await findBrowser(undefined, nodeHost), { debug: false, signal });
  try {
    return await use(benchPress(browser, await browser.openTab(), signal));
  } finally {
    await browser.close();
  }
}

function benchPress(browser: Browser, tab: Tab, signal: AbortSignal): BenchPress {
  let documents: Given[] = [];
  const watched: Tab = {
    ...tab,
    print: (html, timeout, options) => {
      documents.push({ html, at: performance.now() });
      return tab.print(html, timeout, options);
    },
    // A press makes room for another after some documents; the floor goes on in this one.
    close: async () => undefined,
  };
  return {
    press: pressOf(async () => ({ ...browser, openTab: async () => watched }), { jobs: 1 }, signal),
    printed: () => {
      const given = documents;
      documents = [];
      return given;
    },
    bare: (html) => tab.print(html, LIMIT),
  };
}

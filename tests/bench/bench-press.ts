/** Opens one browser with one tab, which the press and the floor share. */
import { performance } from 'node:perf_hooks';
import type { Press } from '../../src/print/index.ts';
import { createPress } from '../../src/print/press/print-queue.ts';
import { type Browser, launchPrintBrowser, type Tab } from '../../src/runtime/browser/browser.ts';
import { findBrowser } from '../../src/runtime/browser/find-browser.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';

/** Milliseconds for one document. */
const LIMIT = 600_000;

/** A document that the press was given to print. */
export interface PrintedDocument {
  readonly html: string;
  /** When, in milliseconds of `performance.now()`. */
  readonly at: number;
}

export interface BenchPress {
  readonly press: Press;
  /** Returns the documents that the press was given since the last call, in order. */
  printed(): readonly PrintedDocument[];
  /** Prints a document with Puppeteer alone: once, tagged, with an outline, in the same tab. */
  bare(html: string): Promise<Uint8Array>;
}

/** @param use is given the press; afterwards nothing of the browser is left */
export async function withPress<T>(use: (bench: BenchPress) => Promise<T>): Promise<T> {
  const signal = new AbortController().signal;
  const browser = await launchPrintBrowser(await findBrowser(undefined, nodeHost), { debug: false, signal });
  try {
    return await use(benchPress(browser, await browser.openTab(), signal));
  } finally {
    await browser.close();
  }
}

function benchPress(browser: Browser, tab: Tab, signal: AbortSignal): BenchPress {
  let documents: PrintedDocument[] = [];
  const watched: Tab = {
    ...tab,
    print: (html, timeout, options) => {
      documents.push({ html, at: performance.now() });
      return tab.print(html, timeout, options);
    },
    // A press opens another tab after some documents; the floor stays in this one.
    close: async () => undefined,
  };
  return {
    press: createPress(async () => ({ ...browser, openTab: async () => watched }), { jobs: 1 }, signal),
    printed: () => {
      const given = documents;
      documents = [];
      return given;
    },
    bare: (html) => tab.print(html, LIMIT),
  };
}

/** A real tab prints many documents, and its page is a new one from time to time. */
import { expect, test } from 'vitest';
import { launchPrintBrowser } from '../../../src/runtime/browser/browser.ts';
import { findBrowser } from '../../../src/runtime/browser/find-browser.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';

const MANY = 60;
/** Its PDF comes in parts. */
const LONG = `<!doctype html><title>Long</title><p>Words.</p><!--${'x'.repeat(1 << 22)}-->`;
const page = (words: string): string => `<!doctype html><title>${words}</title><p>${words}</p>`;

test('prints each of many documents as if it were the first', async () => {
  const signal = new AbortController().signal;
  const browser = await launchPrintBrowser(await findBrowser(undefined, nodeHost), { debug: false, signal });
  try {
    const tab = await browser.openTab();
    const lengths = new Set<number>();
    for (let count = 0; count < MANY; count += 1) {
      const pdf = Buffer.from(await tab.print(page('Words'), 30_000));
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      lengths.add(pdf.length);
    }
    // Only the numbers of its parts differ, by a digit here and there.
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(64);
    const long = Buffer.from(await tab.print(LONG, 30_000));
    expect(long.subarray(0, 5).toString()).toBe('%PDF-');
    expect(long.toString('latin1')).toContain('%%EOF');
  } finally {
    await browser.close();
  }
}, 120_000);

test('stops waiting for a short document at the time limit', async () => {
  const signal = new AbortController().signal;
  const browser = await launchPrintBrowser(await findBrowser(undefined, nodeHost), { debug: false, signal });
  try {
    const tab = await browser.openTab();
    // It loads in a moment, and each paragraph is a page.
    const paragraph = '<p style="break-after: page">Words.</p>';
    const pages = `<!doctype html><title>Pages</title>${paragraph.repeat(20_000)}`;
    await expect(tab.print(pages, 1_000)).rejects.toMatchObject({ name: 'TimeoutError' });
  } finally {
    await browser.close();
  }
}, 120_000);

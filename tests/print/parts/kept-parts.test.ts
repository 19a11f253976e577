/** Tests that a build after a change of one chapter prints and finishes its part alone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Book } from '../../../src/core/model/book.ts';
import { cachedPrintJob, openPress, type Press } from '../../../src/print/index.ts';
import { MemoryCache } from '../../support/memory-cache.ts';
import { sampleBook, sampleSection } from '../../support/sample-book.ts';
import { BOOK, printBench } from '../workbench.ts';
import { divide, printParts } from './both-ways.ts';

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 2, debug: false }, context);
});
afterAll(() => press.close());

const LINE = '<p>Words that fill the page, one after another, until there is no more room.</p>';

/** Six chapters; each but the last leads to the next one. */
const chapters = (lines: readonly number[], word = 'Words'): Book =>
  sampleBook({
    sections: lines.map((count, index) => {
      // So many that all digits occur.
      const link = index < 5 ? `<p>${`See <a href="#k${index + 1}">there</a>. `.repeat(10)}</p>` : '';
      const own = index === 2 ? `<p>${word}.</p>` : '';
      const html = `<h1 id="k${index}">Chapter ${index}</h1>${link}${own}${LINE.repeat(count)}`;
      return sampleSection(html, { id: `k${index}` });
    }),
  });

async function build(book: Book, stepCache: MemoryCache): Promise<readonly string[]> {
  const before = stepCache.made.length;
  const cached = { ...context, stepCache };
  const job = cachedPrintJob(press.openJob(), undefined, cached);
  const bytes = await printParts(book, BOOK, divide(6, 2), { job, context: cached });
  job.end?.();
  expect(bytes).toBeDefined();
  return stepCache.made.slice(before).sort();
}

test('another word prints and finishes one part', async () => {
  const cache = new MemoryCache();
  const lines = [6, 6, 6, 6, 6, 6];
  // Three parts, and what is in the margins of their pages.
  expect(await build(chapters(lines), cache)).toEqual([
    'finished',
    ...Array(6).fill('part'),
    ...Array(3).fill('placed'),
    ...Array(6).fill('printed'),
    'shared-objects',
  ]);
  const own = ['finished', 'part', 'placed', 'printed'];
  expect(await build(chapters(lines, 'Wolds'), cache)).toEqual(own);
  expect(await build(chapters(lines, 'Wolds'), cache)).toEqual([]);
  // A letter that the part did not have is a glyph of its font.
  expect(await build(chapters(lines, 'Sword'), cache)).toEqual([...own, 'shared-objects']);
});

test('a chapter that takes a page more moves the numbers of the pages after it, which are not printed again', async () => {
  const cache = new MemoryCache();
  await build(chapters([6, 6, 6, 6, 6, 6]), cache);
  const made = await build(chapters([6, 6, 40, 6, 6, 6]), cache);
  const prints = made.filter((step) => step === 'printed');
  // The part itself, and what is in the margins of its pages and of those after it.
  expect(prints).toHaveLength(1 + 2);
});

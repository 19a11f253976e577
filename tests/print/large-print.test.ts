/** Tests printed files against the rules for large print of UKAAF, RNIB and ACB. */
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Book } from '../../src/core/model/book.ts';
import type { PaperEdition } from '../../src/core/model/edition.ts';
import { openPress, type Press, printBook, printHandout } from '../../src/print/index.ts';
import { readAndRender, renderHandout } from '../support/workbench.ts';
import { paperEdition, printBench } from './workbench.ts';

const TEXT = `# How is it set?

The *first* sentence, with **weight**, <small>small words</small>, a [link](https://example.org/page) and a note.[^1]

## A part of it {#part}

- An item with \`code\` and H<sub>2</sub>O
- Another

### Smaller

:::key-points
- A point, and <ins>what was added</ins>.
:::

:::table[A table]
| Head | Other |
|---|---|
| cell | *cell* |
:::

#### Smaller still

- [ ] To be done

> Quoted.

[^1]: A note.
`;

interface Run {
  readonly text: string;
  /** Points. */
  readonly size: number;
  readonly font: string;
}

const { context } = printBench();
let press: Press;
let book: Book;
let handout: Book;
beforeAll(async () => {
  press = openPress({ jobs: 2, debug: false }, context);
  const made = await readAndRender({
    'set/publication.yaml': 'title: Set in large type\nversion: "1"\n',
    'set/one.md': TEXT,
    'set/two.md': '# Another\n\nSee [a part of it](one.md#part).\n',
  });
  book = made.book;
  handout = await renderHandout(made, 0);
});
afterAll(() => press.close());

async function runsOf(bytes: Uint8Array): Promise<readonly Run[]> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0, fontExtraProperties: true });
  const pdf = await task.promise;
  const runs: Run[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    // Fonts are known by name once what the page paints has been read.
    await page.getOperatorList();
    for (const item of (await page.getTextContent()).items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [, , c = 0, d = 0] = item.transform as number[];
      const font = page.commonObjs.get(item.fontName) as { name: string };
      runs.push({ text: item.str, size: Math.hypot(c, d), font: font.name });
    }
  }
  await task.destroy();
  return runs;
}

/** Lines and areas that are painted: as many as there are `fill` and `stroke` of thin rectangles under the words. */
async function underlines(bytes: Uint8Array): Promise<number> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const pdf = await task.promise;
  let lines = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { fnArray, argsArray } = await (await pdf.getPage(number)).getOperatorList();
    for (const [index, operator] of fnArray.entries()) {
      if (operator !== OPS.constructPath) continue;
      const box = (argsArray[index] as [number, unknown, Float32Array | null])[2];
      if (box === null || box === undefined) continue;
      const [left = 0, low = 0, right = 0, high = 0] = box;
      // CSS pixels: no thicker than a line under a word, no longer than a few words.
      if (high - low > 0.3 && high - low < 2.5 && right - left > 8 && right - left < 140) lines += 1;
    }
  }
  await task.destroy();
  return lines;
}

const print = (edition: PaperEdition) =>
  edition.family === 'book'
    ? printBook(book, edition, press, context)
    : printHandout(handout, edition, press, context);

describe.each(['book', 'handouts'])('%s in large print', (family) => {
  test.each([
    ['large-print-uk', 18],
    ['large-print-us', 18],
    ['giant', 24],
  ] as const)('%s has no text below %i points, also in heads, folios and notes', async (name, least) => {
    const edition = paperEdition(`${family}-${name}`);
    const runs = await runsOf((await print(edition)).bytes);
    const small = runs.filter(({ size }) => size < least - 0.05);
    expect(small).toEqual([]);
    expect(runs.length).toBeGreaterThan(20);
  });

  test('large-print-uk is set in a sans without italics', async () => {
    const runs = await runsOf((await print(paperEdition(`${family}-large-print-uk`))).bytes);
    const fonts = new Set(runs.map(({ font }) => font.replace(/^[A-Z]{6}\+/, '')));
    expect([...fonts].filter((font) => /Italic|Oblique|Serif/.test(font))).toEqual([]);
    expect(runs.find(({ text }) => text === 'first')?.font).toMatch(/Bold$/);
  });

  test('large-print-us has the metrics of Arial, and bold only in headings of 22 and 20 points', async () => {
    const runs = await runsOf((await print(paperEdition(`${family}-large-print-us`))).bytes);
    const fonts = new Set(runs.map(({ font }) => font.replace(/^[A-Z]{6}\+/, '')));
    expect([...fonts].filter((font) => !/^(?:Arimo|AtkinsonHyperlegibleMono)/.test(font))).toEqual([]);
    expect([...fonts].filter((font) => /Italic|Oblique/.test(font))).toEqual([]);
    const bold = runs.filter(({ font }) => /Bold/.test(font));
    expect(bold.filter(({ size }) => size < 19.9)).toEqual([]);
    expect(bold.map(({ text }) => text)).toContain('A part of it');
  });

  test('large-print-uk underlines nothing, and large-print-us underlines emphasis', async () => {
    const uk = await underlines((await print(paperEdition(`${family}-large-print-uk`))).bytes);
    const us = await underlines((await print(paperEdition(`${family}-large-print-us`))).bytes);
    // `first`, `weight` and `cell` are stressed.
    expect(us - uk).toBe(3);
  });

  test('large print has the same words on more pages of the same size', async () => {
    const [standard, large] = await Promise.all(
      ['a4', 'giant'].map((name) => print(paperEdition(`${family}-${name}`))),
    );
    expect(large?.pages).toBeGreaterThan(standard?.pages ?? Number.POSITIVE_INFINITY);
  });
});

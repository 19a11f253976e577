/** Tests that pages have no holes where text could fill them, and that the imprint is not alone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Book } from '../../src/core/model/book.ts';
import type { PaperEdition } from '../../src/core/model/edition.ts';
import { openPress, type Press, printBook, printHandout } from '../../src/print/index.ts';
import { openPdfReader } from '../../src/proof/pdf-pages.ts';
import { checkPdf } from '../conformance/pdf.ts';
import { measureBlankSpace } from '../support/blank-space.ts';
import { sampleBook, sampleHandout, sampleSection } from '../support/sample-book.ts';
import { readBack } from './read-back.ts';
import { paperEdition, printBench } from './workbench.ts';

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 2, debug: false }, context);
});
afterAll(() => press.close());

const A4 = paperEdition('handouts-a4');

interface Print {
  readonly bytes: Uint8Array;
  readonly prints: number;
  /** HTML of the last print. */
  readonly last: string;
  /** The words of each page that begin with a capital letter and a number: `P3`. */
  readonly marks: readonly (readonly string[])[];
}

async function printed(book: Book, edition: PaperEdition = A4): Promise<Print> {
  let prints = 0;
  let last = '';
  const counting: Press = {
    ...press,
    print: (html, options) => {
      prints += 1;
      last = html;
      return press.print(html, options);
    },
  };
  const make = edition.family === 'book' ? printBook : printHandout;
  const { bytes } = await make(book, edition, counting, context);
  const marks = (await readBack(bytes)).map(({ text }) => text.match(/\b[A-Z]\d+\b/g) ?? []);
  return { bytes, prints, last, marks };
}

const FILLER = 'words that fill the line and go on to the next one, again and again, '.repeat(4);
const paragraphs = (from: number, count: number) =>
  Array.from({ length: count }, (_paragraph, index) => `<p>P${from + index} ${FILLER}</p>`).join('');
const figure = (height: number, name = 'F1') =>
  `<figure id="${name}"><div style="block-size:${height}mm;background:#ccc"></div><figcaption><span class="caption-label">Figure 1.</span> ${name}</figcaption></figure>`;
const handout = (html: string) => sampleHandout({ sections: [sampleSection(`<h1 id="a">A</h1>${html}`)] });

describe('a figure that does not fit', () => {
  test('a figure changes places with the text after it, and the page has no hole', async () => {
    const { marks, prints, bytes } = await printed(
      handout(`${paragraphs(1, 4)}${figure(150)}${paragraphs(5, 7)}`),
    );
    // The figure needs more than the lower part of page 1.
    const text = Array.from({ length: 11 }, (_mark, index) => `P${index + 1}`);
    expect(marks.flat().filter((mark) => mark.startsWith('P'))).toEqual(text);
    expect(marks[0]).not.toContain('F1');
    expect(marks[0]?.length).toBeGreaterThan(5);
    expect(marks[1]).toContain('F1');
    // One that moves the figure, and one with close spacing before and after it.
    expect(prints).toBeLessThanOrEqual(4);
    expect(await checkPdf(bytes)).toEqual([]);
  });

  test('a figure never passes a heading', async () => {
    const after = `<p>P5 Short.</p><h2 id="h">H1</h2>${paragraphs(6, 6)}`;
    const { marks } = await printed(handout(`${paragraphs(1, 4)}${figure(150)}${after}`));
    const order = marks.flat();
    expect(order.indexOf('F1')).toBeGreaterThan(-1);
    expect(order.indexOf('F1')).toBeLessThan(order.indexOf('H1'));
  });

  test('a figure that the text before it announces keeps its place', async () => {
    const html = `${paragraphs(1, 4)}<p>This is the picture:</p>${figure(150)}${paragraphs(5, 7)}`;
    const { marks } = await printed(handout(html));
    expect(marks.flat().indexOf('F1')).toBe(4);
  });

  test('a figure without a caption keeps its place', async () => {
    const bare = figure(150).replace(/<figcaption>.*<\/figcaption>/, '<p>F1</p>');
    const { marks } = await printed(handout(`${paragraphs(1, 4)}${bare}${paragraphs(5, 7)}`));
    expect(marks.flat().indexOf('F1')).toBe(4);
  });

  test('a document without holes is printed once', async () => {
    const { prints, marks } = await printed(handout(`${paragraphs(1, 2)}${figure(60)}${paragraphs(3, 12)}`));
    expect(prints).toBe(1);
    expect(marks.flat().indexOf('F1')).toBe(2);
  });

  test('a figure of a book moves too, and the same book gives the same bytes', async () => {
    const section = sampleSection(
      `<h1 id="a">A</h1>${paragraphs(1, 4)}${figure(130)}${paragraphs(5, 7)}<h2 id="h">H1</h2><p>P12</p>`,
    );
    const book = sampleBook({ sections: [section] });
    const one = await printed(book, paperEdition('book-a4'));
    const again = await printed(book, paperEdition('book-a4'));
    expect(Buffer.compare(one.bytes, again.bytes)).toBe(0);
    expect(one.prints).toBeLessThanOrEqual(3);
    const order = one.marks.flat().filter((mark) => /^[PF]/.test(mark));
    expect(order.indexOf('F1')).toBeGreaterThan(4);
    expect(order.indexOf('F1')).toBeLessThan(order.indexOf('P12'));
  });
});

describe('a box', () => {
  const box = (items: number) =>
    `<section class="box box-note"><p class="box-title">B1</p><ul>${'<li>An item of the box</li>'.repeat(items)}</ul></section>`;

  test('a box that is taller than a page begins below the text before it', async () => {
    const { marks } = await printed(handout(`<p>P1 Short.</p>${box(70)}<p>P2</p>`));
    expect(marks[0]).toEqual(['P1', 'B1']);
  });

  test('a box that fits on a page is not broken', async () => {
    const { marks, prints } = await printed(handout(`${paragraphs(1, 4)}${box(24)}<p>P5</p>`));
    expect(marks[0]).toEqual(['P1', 'P2', 'P3', 'P4']);
    expect(marks[1]).toEqual(['B1', 'P5']);
    expect(prints).toBe(1);
  });
});

describe('close spacing in a book', () => {
  const A5 = paperEdition('book-a5');
  const book = (count: number, chapters = 1) =>
    sampleBook({
      sections: Array.from({ length: chapters }, (_chapter, number) =>
        sampleSection(`<h1 id="c${number}">A</h1>${'<p>Words in a short paragraph.</p>'.repeat(count)}`),
      ),
    });

  test('a chapter gets close spacing if this saves its last page', async () => {
    const seen = await Promise.all(
      Array.from({ length: 16 }, (_count, index) => printed(book(34 + index), A5)),
    );
    const isClose = seen.map(({ last }) => last.includes('class="chapter close"'));
    expect(isClose).toContain(true);
    expect(isClose).toContain(false);
    const pages = seen.map(({ marks }) => marks.length);
    expect(pages).toEqual(pages.toSorted((one, other) => one - other));
    // A last page with more text is left as it is.
    expect(seen.filter(({ prints }) => prints === 1).length).toBeGreaterThan(6);
    expect(Math.max(...seen.map(({ prints }) => prints))).toBeLessThanOrEqual(3);
  });

  test('large print keeps its spacing', async () => {
    const large = await Promise.all(
      Array.from({ length: 12 }, (_count, index) =>
        printed(book(10 + index), paperEdition('book-large-print-uk')),
      ),
    );
    for (const { prints, last } of large) {
      expect(prints).toBe(1);
      expect(last).not.toContain('class="chapter close"');
    }
  });
});

describe('the imprint', () => {
  test.each(['handouts-a5', 'handouts-large-print-uk'])(
    'the imprint of %s is never alone on a page',
    async (name) => {
      const edition = paperEdition(name);
      const reader = await openPdfReader();
      let kept = 0;
      for (let count = 10; count < 24; count += 1) {
        const html = Array.from({ length: count }, (_text, index) => `<p>P${index + 1} A line.</p>`).join('');
        const { bytes, marks, prints } = await printed(handout(html), edition);
        expect(marks.at(-1), `${count} paragraphs`).not.toEqual([]);
        expect(marks.flat()).toHaveLength(count);
        if (prints > (name.includes('a5') ? 2 : 1)) kept += 1;
        expect((await measureBlankSpace(bytes, edition, reader)).length).toBe(marks.length);
      }
      expect(kept).toBeGreaterThan(0);
      await reader.close();
    },
  );
});

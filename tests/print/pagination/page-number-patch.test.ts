/** Tests page numbers, folios and running heads in printed books. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Book, Section } from '../../../src/core/model/book.ts';
import type { PaperEdition } from '../../../src/core/model/edition.ts';
import { PdfString } from '../../../src/lib/pdf/objects.ts';
import { listElements } from '../../../src/lib/pdf/structure-tree.ts';
import { buildBookDocument } from '../../../src/print/document/document.ts';
import { finalizePdf as finished } from '../../../src/print/finalize.ts';
import { openPress, type Press, printBook } from '../../../src/print/index.ts';
import { setPageNumbers } from '../../../src/print/pagination/page-number-patch.ts';
import { computeOutcome } from '../../../src/print/print-plan.ts';
import { readPageMap } from '../../../src/print/printed/page-map.ts';
import { readPrintedFile } from '../../../src/print/printed/printed-file.ts';
import { sampleBook, sampleSection } from '../../support/sample-book.ts';
import { type ReadPage, readBack } from '../read-back.ts';
import { paperEdition, printBench } from '../workbench.ts';

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 2, debug: false }, context);
});
afterAll(() => press.close());

/** Prints and reads back. */
async function printed(book: Book, edition: PaperEdition) {
  const modes: string[] = [];
  const counting: Press = {
    ...press,
    print: (html, options) => {
      modes.push(options?.mode ?? 'whole');
      return press.print(html, options);
    },
  };
  const { bytes } = await printBook(book, edition, counting, context);
  return { pages: await readBack(bytes), modes, bytes };
}

const WORDS = 'harbour lantern meadow orchard pillow quarry ribbon saddle timber garden kettle doorway'.split(
  ' ',
);

/** The same words for the same seed: a linear congruential generator. */
function wordsFrom(seed: number): (count: number) => string {
  let state = seed;
  const next = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state;
  };
  return (count) => Array.from({ length: count }, () => WORDS[(next() >> 8) % WORDS.length]).join(' ');
}

/** A title with a number in words is found nowhere else. */
const heading = (chapter: number, part: number): string => `Heading ${chapter}x${part}`;

interface Size {
  readonly chapters: number;
  /** Headings of level two in each chapter. */
  readonly parts: number;
  /** Paragraphs below each. */
  readonly paragraphs: number;
  readonly seed: number;
}

/** Chapters of different lengths that refer to one another, by title and by other words. */
function generatedBook({ chapters, parts, paragraphs, seed }: Size): Book {
  const words = wordsFrom(seed);
  const sections = Array.from({ length: chapters }, (_chapter, chapter): Section => {
    const other = (chapter * 7 + 3) % chapters;
    const target = `c${other}--p${parts - 1}`;
    const link =
      other === chapter
        ? ''
        : `<p>See <a href="#${target}">${heading(other, parts - 1)}</a>.</p><p>Read <a href="#c${other}">more of ${other}x</a>.</p>`;
    const blocks = Array.from({ length: parts }, (_part, part) => {
      const count = 1 + ((chapter * 5 + part * 3 + seed) % (paragraphs * 2));
      const text = Array.from({ length: count }, () => `<p>${words(35 + count)}.</p>`).join('');
      return `<h2 id="c${chapter}--p${part}">${heading(chapter, part)}</h2>${part === 0 ? link : ''}${text}`;
    });
    return sampleSection(`<h1 id="c${chapter}">Chapter ${chapter}x</h1>${blocks.join('')}`);
  });
  return sampleBook({ sections, metadata: { title: 'Generated', subtitle: 'By rule', version: 'one' } });
}

/** Where headings really stand: they are the largest type on their page. */
function truth(pages: readonly ReadPage[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const body = pages.slice(pages.findIndex(({ label }) => label === '1'));
  for (const { lines, label } of body) {
    for (const { text, size } of lines) {
      if (/^(?:Heading \d+x\d+|Chapter \d+x)$/.test(text) && size > 12 && !found.has(text))
        found.set(text, label);
    }
  }
  return found;
}

/** What the contents say: titles with numbers. */
function listed(pages: readonly ReadPage[]): ReadonlyMap<string, string> {
  const front = pages.slice(
    0,
    pages.findIndex(({ label }) => label === '1'),
  );
  const entries = front.flatMap(({ lines }) =>
    lines.map(({ text }) => /^(Heading \d+x\d+|Chapter \d+x) (\d+)$/.exec(text)),
  );
  return new Map(entries.flatMap((found) => (found ? [[found[1] ?? '', found[2] ?? ''] as const] : [])));
}

/** What the text says after its links: of a heading by its title, of a chapter by other words. */
function referred(pages: readonly ReadPage[]): readonly (readonly [string, string])[] {
  const text = pages.map((page) => page.text.replace(/\s+/g, ' ')).join(' ');
  return [
    ...[...text.matchAll(/See (Heading \d+x\d+) \(page (\d+)\)\./g)].map(
      ([, title = '', page = '']) => [title, page] as const,
    ),
    ...[...text.matchAll(/more of (\d+x) \(page (\d+)\)/g)].map(
      ([, number = '', page = '']) => [`Chapter ${number}`, page] as const,
    ),
  ];
}

describe('page numbers', () => {
  test.each([
    { edition: 'book-a4', seed: 1 },
    { edition: 'book-a5', seed: 2 },
    { edition: 'book-letter', seed: 3 },
    { edition: 'book-large-print-us', seed: 4 },
  ])('page numbers are correct in the contents and after links: $edition', async ({ edition, seed }) => {
    const book = generatedBook({ chapters: 8, parts: 3, paragraphs: 3, seed });
    const { pages } = await printed(book, paperEdition(edition));
    const places = truth(pages);
    expect(places.size).toBe(8 * 4);
    expect(Object.fromEntries(listed(pages))).toEqual(Object.fromEntries(places));
    const references = referred(pages);
    expect(references.length).toBeGreaterThan(10);
    for (const [title, page] of references) expect([title, page]).toEqual([title, places.get(title)]);
  });

  test('page numbers are correct in a book of 300 pages with 80 headings, each part printed once', {
    timeout: 60_000,
  }, async () => {
    const book = generatedBook({ chapters: 16, parts: 4, paragraphs: 24, seed: 5 });
    const { pages, modes } = await printed(book, paperEdition('book-a4'));
    expect(pages.length).toBeGreaterThan(290);
    const places = truth(pages);
    expect(places.size).toBe(80);
    expect(Object.fromEntries(listed(pages))).toEqual(Object.fromEntries(places));
    for (const [title, page] of referred(pages)) expect([title, page]).toEqual([title, places.get(title)]);
    // Five parts, and the heads and feet of each.
    expect(modes).toEqual(Array(10).fill('whole'));
  });

  test('a book with many chapters on rectos is printed as a draft first', async () => {
    const edition = { ...paperEdition('book-a4'), openers: 'recto' } as const;
    const size = { parts: 2, paragraphs: 2, seed: 6 };
    const many = await printed(generatedBook({ chapters: 6, ...size }), edition);
    expect(many.modes).toEqual(['draft', 'whole']);
    const places = truth(many.pages);
    expect(places.size).toBe(6 * 3);
    expect(Object.fromEntries(listed(many.pages))).toEqual(Object.fromEntries(places));
    for (const { label, lines } of many.pages) {
      if (lines.some(({ text, size }) => /^Chapter \dx$/.test(text) && size > 12))
        expect(Number(label) % 2).toBe(1);
    }
    const few = await printed(generatedBook({ chapters: 3, ...size }), edition);
    expect(few.modes).not.toContain('draft');
  });
});

describe('setPageNumbers', () => {
  const edition = paperEdition('book-a4');
  const book = generatedBook({ chapters: 8, parts: 3, paragraphs: 3, seed: 6 });

  /** Printed with these digits for every number, then set right. */
  async function setAfterPrinting(digits: string) {
    const document = await buildBookDocument(book, edition, context);
    const texts = document.numbers.map((_number, key) =>
      [...digits].map((digit) => String((Number(digit) + key) % 10)).join(''),
    );
    const blanks = new Set<string>();
    const raw = readPrintedFile(await press.print(await document.html(texts, blanks)));
    const seen = { pages: readPageMap(raw.file), count: 0, keepRoom: false };
    const { changes, firstPage } = computeOutcome(
      document,
      edition,
      { moves: new Map(), blanks, texts },
      seen,
    );
    const complete = setPageNumbers(raw, changes, 'ltr');
    const languages = listElements(raw.top).map(({ entries }) => entries.get('Lang'));
    const { bytes } = await finished(raw, book, edition, { path: 'book.pdf' }, context);
    return { bytes, complete, languages, firstPage, changes };
  }

  test('setPageNumbers replaces digits and shifts the rest of the line after a shorter number', async () => {
    const { bytes, complete, firstPage } = await setAfterPrinting('123');
    expect(complete).toBe(true);
    const labels = (page: ReadPage): ReadPage => ({ ...page, label: String(page.number - firstPage + 1) });
    const pages = (await readBack(bytes)).map(labels);
    const places = truth(pages);
    const references = referred(pages);
    // The pattern of a reference leaves no room for a gap before the full stop.
    expect(references.length).toBeGreaterThan(10);
    for (const [title, page] of references) expect([title, page]).toEqual([title, places.get(title)]);
  });

  test('setPageNumbers removes all hints, and returns false if a number has no room', async () => {
    const { languages, complete, changes } = await setAfterPrinting('1');
    expect(languages.some((language) => language instanceof PdfString)).toBe(true);
    expect(
      languages.filter((language) => language instanceof PdfString && language.bytes.includes('-x-folio-')),
    ).toEqual([]);
    expect(changes.some(({ wanted }) => wanted.length > 1)).toBe(true);
    expect(complete).toBe(false);
  });
});

describe('folios', () => {
  let pages: readonly ReadPage[] = [];
  const edition = { ...paperEdition('book-a5'), openers: 'recto' } as const;
  beforeAll(async () => {
    ({ pages } = await printed(generatedBook({ chapters: 5, parts: 3, paragraphs: 3, seed: 9 }), edition));
  });

  test('folios are roman before the first chapter and arabic from there, as in the page labels', () => {
    const printedFolio = ({ lines, number }: ReadPage): string | undefined =>
      (lines.at(-1)?.text ?? '').split(' ').at(number % 2 === 0 ? 0 : -1);
    const first = pages.findIndex(({ label }) => label === '1');
    expect(pages.slice(0, first).map(({ label }) => label)).toEqual(['i', 'ii', 'iii', 'iv'].slice(0, first));
    for (const page of pages.slice(2)) if (page.text !== '') expect(printedFolio(page)).toBe(page.label);
    // Neither the cover nor the imprint on its back has one.
    expect(pages[0]?.text).not.toMatch(/\bi$/);
    expect(pages[1]?.text).not.toMatch(/\bii\b/);
  });

  test('folios are odd on the recto, where chapters open if the edition requires it', () => {
    for (const { number, label } of pages) {
      if (/^\d+$/.test(label)) expect(Number(label) % 2).toBe(number % 2);
    }
    const openers = pages.filter(({ lines }) =>
      lines.some(({ text, size }) => /^Chapter \d+x$/.test(text) && size > 18),
    );
    expect(openers).toHaveLength(5);
    for (const { number } of openers) expect(number % 2).toBe(1);
  });

  test('blank pages have no folio and no other text', () => {
    const blanks = pages.filter(({ text }) => text === '').map(({ number }) => number);
    expect(blanks.length).toBeGreaterThan(1);
    for (const number of blanks) expect(number % 2).toBe(0);
  });
});

describe('a running head', () => {
  test('the running head of a title of 400 letters stays on one line', async () => {
    const title = `A title ${'of many words '.repeat(28)}end`;
    const text = '<p>Words that fill a page until there is no more room for them on it.</p>'.repeat(60);
    const section = sampleSection(`<h1 id="long">${title}</h1>${text}`);
    const { pages } = await printed(sampleBook({ sections: [section] }), paperEdition('book-a5'));
    const heads = pages.flatMap(({ lines }) =>
      lines.filter((line) => line.text.includes('A title') && line.size < 10),
    );
    expect(heads.length).toBeGreaterThan(0);
    for (const { text: head } of heads)
      expect(head).toMatch(/^(?:Draft: not clinically reviewed )?A title of many[\w ]*…$/);
    expect(pages.every(({ lines }) => lines.every(({ x }) => x > 0))).toBe(true);
  });
});

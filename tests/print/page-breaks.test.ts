/** Tests where printed pages break. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Section } from '../../src/core/model/book.ts';
import type { PaperEdition } from '../../src/core/model/edition.ts';
import { openPress, type Press, printBook } from '../../src/print/index.ts';
import { sampleBook, sampleSection } from '../support/sample-book.ts';
import { bodyLines, type Line, readBack } from './read-back.ts';
import { paperEdition, printBench } from './workbench.ts';

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 2, debug: false }, context);
});
afterAll(() => press.close());

const WORDS = 'harbour lantern meadow orchard pillow quarry ribbon saddle timber garden'.split(' ');

/** Numbers below a limit, the same for the same seed. */
function dice(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (state >> 8) % limit;
  };
}

/** Blocks of every kind in any order. Paragraphs begin with `Pn` and end with `En`, headings are `Hn`, boxes `Bn` to `Fn`. */
function anyChapter(seed: number, blocks: number): Section {
  const roll = dice(seed);
  const words = (count: number) => Array.from({ length: count }, () => WORDS[roll(10)]).join(' ');
  const block = (n: number): string => {
    const paragraph = `<p>P${n}x ${words(3 + roll(90))} E${n}x</p>`;
    switch (roll(6)) {
      case 0:
        return `<h2 id="c${seed}--h${n}">H${n}x ${words(3)}</h2>${paragraph}`;
      case 1:
        return `<h2 id="c${seed}--h${n}">H${n}x</h2><h3 id="c${seed}--i${n}">H${n}y ${words(2)}</h3>${paragraph}`;
      case 2:
        return `<aside class="box box-note"><p class="box-title">B${n}x</p><p>${words(10 + roll(40))}</p><p>F${n}x</p></aside>`;
      default:
        return paragraph;
    }
  };
  const body = Array.from({ length: blocks }, (_block, n) => block(n)).join('');
  return sampleSection(`<h1 id="c${seed}">Chapter ${seed}</h1>${body}`);
}

async function pagesOf(
  sections: readonly Section[],
  edition: PaperEdition,
): Promise<readonly (readonly Line[])[]> {
  const metadata = { title: 'Breaks', subtitle: 'None', version: 'one' };
  const { bytes } = await printBook(sampleBook({ sections, metadata }), edition, press, context);
  const pages = await readBack(bytes);
  const first = pages.findIndex(({ label }) => label === '1');
  const bodies = pages.slice(first).map((page) => bodyLines(page, edition.margins));
  return bodies.filter((lines) => lines.length > 0);
}

const begins = (line: Line | undefined, letter: string): boolean =>
  line !== undefined && new RegExp(`^${letter}\\d+[xy]`).test(line.text);
const ends = (line: Line | undefined): boolean => line !== undefined && /E\d+x$/.test(line.text);

describe.each(['book-a4', 'book-a5', 'book-letter', 'book-large-print-uk'])(
  'the end of a page of %s',
  (name) => {
    let pages: readonly (readonly Line[])[] = [];
    beforeAll(async () => {
      const sections = [11, 12, 13, 14].map((seed) => anyChapter(seed, 60));
      pages = await pagesOf(sections, paperEdition(name));
      expect(pages.length).toBeGreaterThan(20);
    });

    test('the last line of a page is never a heading', () => {
      for (const lines of pages) expect(lines.at(-1)?.text).not.toMatch(/^H\d+[xy]/);
    });

    test('a page break leaves no single line of a paragraph on either side', () => {
      for (const lines of pages) {
        const last = lines.at(-1);
        if (begins(last, 'P')) expect([ends(last), last?.text]).toEqual([true, last?.text]);
        const [first] = lines;
        if (ends(first)) expect([begins(first, 'P'), first?.text]).toEqual([true, first?.text]);
      }
    });

    test('a page break does not divide a box', () => {
      for (const lines of pages) {
        const opened = lines.filter((line) => begins(line, 'B')).length;
        expect(lines.filter((line) => begins(line, 'F'))).toHaveLength(opened);
      }
    });
  },
);

/** A table whose cells have from one to several lines, after as much text as pushes it down the page. */
function tableChapter(seed: number, before: number, rows: number): Section {
  const roll = dice(seed);
  const cell = () => Array.from({ length: 1 + roll(9) }, () => WORDS[roll(10)]).join(' ');
  const body = Array.from(
    { length: rows },
    (_row, n) => `<tr><td>R${n}x</td><td>${cell()}</td><td>${cell()}</td></tr>`,
  );
  const head =
    '<thead><tr><th scope="col">Headx</th><th scope="col">Two</th><th scope="col">Three</th></tr></thead>';
  const text = Array.from({ length: before }, () => '<p>Lines before the table.</p>').join('');
  return sampleSection(
    `<h1 id="t${seed}">Table ${seed}</h1>${text}<table id="t${seed}--table">${head}<tbody>${body.join('')}</tbody></table><p>After.</p>`,
  );
}

describe('a long table', () => {
  test.each(['book-a4', 'book-a5'])(
    'a long table repeats its heads and leaves no fewer than three rows: %s',
    async (name) => {
      const sections = [0, 9, 18, 24, 27, 28, 29, 30, 31].map((before, seed) =>
        tableChapter(seed, before, 60),
      );
      const pages = await pagesOf(sections, paperEdition(name));
      let continued = 0;
      for (const lines of pages) {
        const rows = lines.filter(({ text }) => /^R\d+x /.test(text));
        const heads = lines.filter(({ text }) => /^Headx /.test(text));
        expect(heads).toHaveLength(rows.length > 0 ? 1 : 0);
        expect([1, 2]).not.toContain(rows.length);
        if (rows.length > 0 && !rows.some(({ text }) => text.startsWith('R0x'))) {
          continued += 1;
          expect(lines[0]).toBe(heads[0]);
        }
      }
      expect(continued).toBeGreaterThan(8);
    },
  );
});

/** A table of so many columns, with a word in each cell. */
function wideChapter(columns: number, rows: number): Section {
  const cells = (tag: string, row: string) =>
    Array.from({ length: columns }, (_cell, n) => `<${tag} scope="col">${row}${n}lantern</${tag}>`).join('');
  const body = Array.from(
    { length: rows },
    (_row, n) => `<tr>${cells('td', `r${n}c`).replaceAll(' scope="col"', '')}</tr>`,
  );
  return sampleSection(
    `<h1 id="w${columns}">Wide ${columns}</h1><p>Before.</p><table id="w${columns}--table"><thead><tr>${cells('th', 'h')}</tr></thead><tbody>${body.join('')}</tbody></table><p>After.</p>`,
  );
}

describe('a wide table', () => {
  const read = async (section: Section, edition: PaperEdition) =>
    readBack((await printBook(sampleBook({ sections: [section] }), edition, press, context)).bytes);

  test('a wide table is turned and complete, with its heads on each page', async () => {
    const pages = await read(wideChapter(8, 40), paperEdition('book-a4'));
    const turned = pages.filter(({ width, height }) => width > height);
    expect(turned.length).toBeGreaterThan(1);
    for (const { text } of turned) expect(text).toContain('h7lantern');
    const said = turned.map(({ text }) => text).join('\n');
    for (let row = 0; row < 40; row += 1) expect(said).toContain(`r${row}c0lantern`);
    expect(
      pages.filter(({ text }) => text.includes('After.')).map(({ width, height }) => width < height),
    ).toEqual([true]);
  });

  test('a table that is too wide even for a turned page becomes cards, also in large print', async () => {
    for (const [columns, name] of [
      [20, 'book-a4'],
      [9, 'book-large-print-uk'],
    ] as const) {
      const pages = await read(wideChapter(columns, 4), paperEdition(name));
      expect(pages.every(({ width, height }) => width < height)).toBe(true);
      const lines = pages.flatMap((page) => page.lines.map(({ text }) => text));
      for (let row = 0; row < 4; row += 1) {
        expect(lines).toContain(`h0lantern: r${row}c0lantern`);
        for (let column = 1; column < columns; column += 1) {
          expect(lines).toContain(`h${column}lantern r${row}c${column}lantern`);
        }
      }
    }
  });

  test('a table of many cards begins on the page of the text before it', async () => {
    const pages = await read(wideChapter(6, 12), paperEdition('book-large-print-uk'));
    const page = pages.find(({ lines }) => lines.some(({ text }) => text === 'h0lantern: r0c0lantern'));
    expect(pages.length).toBeGreaterThan(1);
    expect(page?.text).toContain('Before.');
  });

  test('a table that fits is not changed', async () => {
    const pages = await read(wideChapter(3, 4), paperEdition('book-large-print-uk'));
    expect(pages.flatMap(({ lines }) => lines.map(({ text }) => text))).toContain(
      'h0lantern h1lantern h2lantern',
    );
  });
});

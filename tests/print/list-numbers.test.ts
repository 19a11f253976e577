/** Tests that the numbers of lists are inside the text area, because Chromium cuts off what is outside. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Book } from '../../src/core/model/book.ts';
import type { PaperEdition } from '../../src/core/model/edition.ts';
import { openPress, type Press, printBook, printHandout } from '../../src/print/index.ts';
import { readAndRender, renderHandout } from '../support/workbench.ts';
import { type PrintedPage, readPieces, type TextPiece } from './text-pieces.ts';
import { paperEdition, printBench } from './workbench.ts';

const TEXT = `# Lists

9. nine
10. ten

Text.

99. two digits
100. three digits

Text.

1999. four digits

      888. nested
2000. after it

<ol type="I"><li value="18">roman</li><li value="88">long</li><li value="888">longest</li></ol>

<ol type="i"><li value="38">roman</li><li value="1888">longest</li></ol>

<ol type="A"><li value="26">letter</li><li>two letters</li><li value="699">wide letters</li></ol>

<ol start="-10"><li>negative</li></ol>

:::action
88. in a box
:::

> 88. quoted

<table><thead><tr><th>A cell</th></tr></thead><tbody><tr><td><ol start="88"><li>in a cell</li></ol></td></tr></tbody></table>

<div dir="rtl" lang="he">

88. עברית
888. עברית

</div>
`;

const { context, diagnostics } = printBench();
let press: Press;
let book: Book;
let handout: Book;
beforeAll(async () => {
  press = openPress({ jobs: 2, debug: false }, context);
  const made = await readAndRender({
    'set/publication.yaml': 'title: Numbers\nversion: "1"\n',
    'set/one.md': TEXT,
  });
  book = made.book;
  handout = await renderHandout(made, 0);
});
afterAll(() => press.close());

const POINTS = 72 / 25.4;

/** Returns the pieces of text between head and foot of the pages that have Arabic numbers. */
const listBodyPieces = (pages: readonly PrintedPage[], { margins }: PaperEdition) =>
  pages
    .filter(({ label }) => /^\d+/.test(label))
    .flatMap((page) =>
      page.pieces
        .filter(({ y }) => y > margins.bottom * POINTS && y < page.height - margins.top * POINTS)
        .map((piece) => ({ ...piece, by: overhangOf(piece, page, margins) })),
    );

/** Returns the length in points by which a piece is outside the text area; negative if it is inside. */
function overhangOf(
  piece: TextPiece,
  { number, width }: PrintedPage,
  margins: PaperEdition['margins'],
): number {
  const isRecto = number % 2 === 1;
  const left = (isRecto ? margins.inside : margins.outside) * POINTS;
  const right = width - (isRecto ? margins.outside : margins.inside) * POINTS;
  return Math.max(left - piece.x, piece.x + piece.width - right);
}

test.each([
  'handouts-a4',
  'handouts-a5',
  'handouts-booklet-letter',
  'handouts-large-print-uk',
  'handouts-large-print-us',
  'handouts-giant',
  'book-a4',
  'book-a5',
  'book-booklet',
  'book-large-print-uk',
])('numbers of lists are whole: %s', async (name) => {
  const { imposition: _sheets, ...edition } = paperEdition(name);
  const printed =
    edition.family === 'book'
      ? await printBook(book, edition, press, context)
      : await printHandout(handout, edition, press, context);
  const pieces = listBodyPieces(await readPieces(printed.bytes), edition);
  expect(pieces.filter(({ by }) => by > 0.5).map(({ text, by }) => [text, by])).toEqual([]);
  const texts = pieces.map(({ text }) => text.trim());
  for (const number of ['10.', '100.', '2000.', '888.', 'DCCCLXXXVIII.', 'mdccclxxxviii.', 'AA.', '-10.']) {
    expect(texts).toContain(number);
  }
  expect(diagnostics.map(({ code }) => code).filter((code) => code.includes('shrunk'))).toEqual([]);
});

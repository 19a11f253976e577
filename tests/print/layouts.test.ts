/** Tests where columns, and pictures beside text, are on printed pages, and in which order they are read. */
import type { Element, Root } from 'hast';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { putOnTurnedPage } from '../../src/print/document/placement/turned-page.ts';
import { openPress, type Press, printBook } from '../../src/print/index.ts';
import { checkPdf } from '../conformance/pdf.ts';
import { readAndRender } from '../support/workbench.ts';
import { readPieces, type TextPiece } from './text-pieces.ts';
import { BOOK, printBench } from './workbench.ts';

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 1, debug: false }, context);
});
afterAll(() => press.close());

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>';
const TEXT = `# One

:::: {.columns}
::: {.column width="30%"}
Leftword.
:::

::: {.column width="70%"}
Rightword.
:::
::::

:::columns
Firstword.

Secondword.
:::

::: easy-read
![A dot.](g.svg)

Besideword.
:::
`;

async function print(styles: readonly string[]): Promise<Uint8Array> {
  const { book } = await readAndRender({
    'b/publication.yaml': 'title: Columns\nversion: "10"\n',
    'b/1-one.md': TEXT,
    'b/g.svg': SVG,
  });
  return (await printBook(book, { ...BOOK, styles }, press, context)).bytes;
}

async function findWords(bytes: Uint8Array): Promise<Readonly<Record<string, TextPiece>>> {
  const pieces = (await readPieces(bytes)).flatMap((page) => page.pieces);
  const words = pieces.filter(({ text }) => /^[A-Z][a-z]+word\.$/.test(text));
  return Object.fromEntries(words.map((piece) => [piece.text, piece]));
}

const beside = (left: TextPiece | undefined, right: TextPiece | undefined): boolean =>
  Math.abs((left?.y ?? 0) - (right?.y ?? 100)) < 1 && (left?.x ?? 0) + 60 < (right?.x ?? 0);

test('columns are side by side, and the file keeps the standards', async () => {
  const bytes = await print(BOOK.styles);
  const words = await findWords(bytes);
  expect(Object.keys(words)).toEqual(['Leftword.', 'Rightword.', 'Firstword.', 'Secondword.', 'Besideword.']);
  expect(beside(words['Leftword.'], words['Rightword.'])).toBe(true);
  expect(beside(words['Firstword.'], words['Secondword.'])).toBe(true);
  expect((words['Besideword.']?.x ?? 0) - (words['Leftword.']?.x ?? 0)).toBeGreaterThan(60);
  expect(await checkPdf(bytes)).toEqual([]);
});

test('large print has one column, and pictures beside their text', async () => {
  const words = await findWords(await print(['editions/large-print.css', 'editions/large-print-uk.css']));
  const [left] = Object.values(words).map(({ x }) => x);
  for (const name of ['Rightword.', 'Firstword.', 'Secondword.'])
    expect(words[name]?.x).toBeCloseTo(left ?? 0);
  expect((words['Besideword.']?.x ?? 0) - (left ?? 0)).toBeGreaterThan(60);
});

test('notes are below their table, on its page', async () => {
  const { book } = await readAndRender({
    'b/publication.yaml': 'title: Tables\nversion: "10"\n',
    'b/1-one.md':
      '# One\n\n:::table[Doses]\n| Headword. | B |\n|-|-|\n| Cellword. | x |\n\nNoteword. With food.\n:::\n\nNextword.\n',
  });
  const { bytes } = await printBook(book, BOOK, press, context);
  const pieces = (await readPieces(bytes)).flatMap((page) => page.pieces);
  const heights = ['Cellword.', 'Noteword.', 'Nextword.'].map(
    (word) => pieces.find(({ text }) => text.startsWith(word))?.y ?? 0,
  );
  expect(heights).toEqual(heights.toSorted((a, b) => b - a));
  expect((heights[0] ?? 0) - (heights[1] ?? 0)).toBeLessThan(30);
  expect(await checkPdf(bytes)).toEqual([]);
});

test('notes go with their table to a landscape page', () => {
  const part = (tagName: string, name: string): Element => ({
    type: 'element',
    tagName,
    properties: { className: [name] },
    children: [],
  });
  const [heading, table, notes, text] = [
    part('h2', 'heading'),
    part('table', 'wide'),
    part('div', 'table-notes'),
    part('p', 'text'),
  ];
  const space = { type: 'text', value: '\n' } as const;
  const tree: Root = { type: 'root', children: [heading, table, space, notes, space, text] };
  putOnTurnedPage(tree, table, 'turned');
  expect(tree.children).toMatchObject([{ children: [heading, table, space, notes] }, space, text]);
});

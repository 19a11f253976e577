/** Tests where the words of printed tables are: distances of columns, and widths that save lines. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPress, type Press, printBook } from '../../src/print/index.ts';
import { readAndRender } from '../support/workbench.ts';
import { readPieces, type TextPiece } from './text-pieces.ts';
import { BOOK, printBench } from './workbench.ts';

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 1, debug: false }, context);
});
afterAll(() => press.close());

async function printedPieces(text: string): Promise<readonly TextPiece[]> {
  const { book } = await readAndRender({
    'b/publication.yaml': 'title: Tables\nversion: "10"\n',
    'b/1-one.md': `# One\n\n${text}`,
  });
  const pages = await readPieces((await printBook(book, BOOK, press, context)).bytes);
  return pages.flatMap(({ pieces }) => pieces);
}

const MM = 72 / 25.4;

test('numbers are at least 7 mm from the words of the next column', async () => {
  const pieces = await printedPieces('| Days | Kind |\n|-:|:-|\n| 1013 | onewing |\n| 7 | otherwing |\n');
  const number = pieces.find(({ text }) => text === '1013');
  const word = pieces.find(({ text }) => text === 'onewing');
  const gap = (word?.x ?? 0) - (number?.x ?? 0) - (number?.width ?? 0);
  expect(gap).toBeGreaterThan(7 * MM);
});

test('a column that is long in every row is wide enough, although one cell of another is longer', async () => {
  const rows = Array.from({ length: 6 }, (_row, index) =>
    index === 0
      ? '| Study | a metoclopramide injection together with diphenhydramine and a liter of fluid | whether ketamine was the cause |'
      : '| Study | Nothing | whether ketamine was the cause |',
  );
  const pieces = await printedPieces(`| A | Compared | Unknown |\n|-|-|-|\n${rows.join('\n')}\n`);
  const phrases = pieces.filter(({ text }) => /^whether/.test(text)).map(({ text }) => text);
  expect(phrases).toHaveLength(6);
  expect(new Set(phrases)).toEqual(new Set(['whether ketamine was the cause']));
});

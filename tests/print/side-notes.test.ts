/** Tests where side notes are on printed pages, and that pages with notes and forms keep the standards. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Book } from '../../src/core/model/book.ts';
import { openPress, type Press, printBook, printHandout } from '../../src/print/index.ts';
import { checkPdf } from '../conformance/pdf.ts';
import { readAndRender, renderHandout } from '../support/workbench.ts';
import { readPieces, type TextPiece } from './text-pieces.ts';
import { BOOK, HANDOUTS, paperEdition, printBench } from './workbench.ts';

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 1, debug: false }, context);
});
afterAll(() => press.close());

const TEXT = `# One

Leadword.

Hostword.[Noteword.]{.aside}

Nextword.

Name: ________ Date: __/__/____ [yes]{.tick-box}

[Pain]{.scale to=3 low="None" high="Worst"}

::: {.lines count=2}
Lineword.
:::

Afterword.
`;

const render = () =>
  readAndRender({ 'b/publication.yaml': 'title: Notes\nversion: "10"\n', 'b/1-one.md': TEXT });

async function handout(): Promise<Book> {
  return renderHandout(await render(), 0);
}

async function find(bytes: Uint8Array): Promise<(word: string) => TextPiece> {
  const pieces = (await readPieces(bytes)).flatMap((page) => page.pieces);
  return (word) => {
    const piece = pieces.find(({ text }) => text.startsWith(word));
    if (piece === undefined) throw new Error(`${word} is not printed`);
    return piece;
  };
}

const POINTS_PER_MM = 72 / 25.4;

test('a handout has notes beside their paragraph, and a form; the file keeps the standards', async () => {
  const { bytes } = await printHandout(await handout(), HANDOUTS, press, context);
  const at = await find(bytes);
  expect(Math.abs(at('Hostword').y - at('Noteword').y)).toBeLessThan(1);
  expect(at('Noteword').x - at('Hostword').x).toBeGreaterThan(100 * POINTS_PER_MM);
  expect(at('Lineword').y - at('Afterword').y).toBeGreaterThan(17 * POINTS_PER_MM);
  expect(await checkPdf(bytes)).toEqual([]);
});

test('a book has notes below their paragraph', async () => {
  const { book } = await render();
  const { bytes } = await printBook(book, BOOK, press, context);
  const at = await find(bytes);
  expect(at('Noteword').y).toBeLessThan(at('Hostword').y);
  expect(at('Nextword').y).toBeLessThan(at('Noteword').y);
  expect(await checkPdf(bytes)).toEqual([]);
});

test('large print has them below, too, and more space to write', async () => {
  const { bytes } = await printHandout(
    await handout(),
    paperEdition('handouts-large-print-uk'),
    press,
    context,
  );
  const at = await find(bytes);
  expect(at('Noteword').y).toBeLessThan(at('Hostword').y);
  expect(at('Lineword').y - at('Afterword').y).toBeGreaterThan(24 * POINTS_PER_MM);
  expect(await checkPdf(bytes)).toEqual([]);
});

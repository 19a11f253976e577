/** Tests where printed tables say that they go on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPress, type Press, printHandout } from '../../../src/print/index.ts';
import { eraseText } from '../../../src/print/tagging/continued-heads.ts';
import { checkPdf } from '../../conformance/pdf.ts';
import { readAndRender, renderHandout } from '../../support/workbench.ts';
import { taggedText } from '../../words/tagged.ts';
import { readPieces } from '../text-pieces.ts';
import { HANDOUTS, printBench } from '../workbench.ts';

let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 1, debug: false }, printBench().context);
});
afterAll(() => press.close());

const table = (caption: string, rows: number): string =>
  `Table: ${caption}\n\n| Plant | Depth |\n|---|---|\n${Array.from({ length: rows }, (_row, index) => `| Plant ${index + 1} | 4 cm |\n`).join('')}`;

async function print(text: string): Promise<Uint8Array> {
  const book = await renderHandout(await readAndRender({ 'text.md': text }), 0);
  return (await printHandout(book, HANDOUTS, press, printBench().context)).bytes;
}

test('a broken table says on each page but the first that it goes on, and to no screen reader', async () => {
  const bytes = await print(`# T\n\n${table('Long', 70)}\n\nWords.\n\n${table('Whole', 8)}`);
  expect(await checkPdf(bytes)).toEqual([]);
  const found = (await readPieces(bytes)).flatMap(({ number, pieces }) =>
    pieces.filter(({ text }) => /continued/.test(text)).map(({ text }) => [number, text.trim()]),
  );
  expect(found).toEqual([
    [2, 'Table 1, continued'],
    [3, 'Table 1, continued'],
  ]);
  const letters = taggedText(bytes).letters;
  expect(letters).not.toContain('continued');
  expect(letters.match(/PlantDepth/g)).toHaveLength(2);
});

test('the caption of the first page is as far from the heads as that of a table that is not broken', async () => {
  const bytes = await print(`# T\n\n${table('Whole', 6)}\n\nWords.\n\n${table('Long', 60)}`);
  const pieces = (await readPieces(bytes))[0]?.pieces ?? [];
  const tops = (words: RegExp): readonly number[] =>
    pieces.filter(({ text }) => words.test(text)).map(({ y }) => y);
  const [whole = 0, long = 0] = tops(/^Table [12]/);
  const [wholeHead = 0, longHead = 0] = tops(/^Plant$/);
  expect(Math.abs(Math.abs(whole - wholeHead) - Math.abs(long - longHead))).toBeLessThan(0.5);
});

test('removes the text of some sequences alone, with the marks in it', () => {
  const text = 'BT\n/Span<</ActualText (x) >> BDC\n/F4 9 Tf\n<0042> Tj\nEMC\nET\n';
  const sequence = (id: number): string => `/TD <</MCID ${id} >>BDC\nq\n${text}Q\n${text}EMC\n`;
  const erased = eraseText(Buffer.from(sequence(1) + sequence(12)), new Set([1])).toString();
  expect(erased).toBe(`/TD <</MCID 1 >>BDC\nq\nQ\nEMC\n${sequence(12)}`);
  expect(eraseText(Buffer.from(sequence(1)), undefined).toString()).toBe(sequence(1));
});

test('in Arabic, also below a caption in English', async () => {
  const rows = Array.from({ length: 60 }, (_row, index) => `| ${index} | نبات |\n`).join('');
  const heads = '| عدد | نبات |\n|---|---|\n';
  const text = `# جدول\n\nTable: جدول\n\n${heads}${rows}\n\nTable: Plants\n\n${heads}${rows}`;
  const bytes = await print(`---\ntitle: جدول\nlanguage: ar\n---\n${text}`);
  const pages = await readPieces(bytes);
  const counts = pages.map(
    ({ pieces }) =>
      pieces
        .map(({ text }) => text)
        .join('')
        .split('تابع').length - 1,
  );
  expect(pages.length).toBeGreaterThan(2);
  // On the page between, one table ends and another begins.
  expect(counts[0]).toBe(0);
  expect(counts.slice(1).every((count) => count === 1)).toBe(true);
});

/** Tests that images have the size that their author gave them, measured in the printed file. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPress, type Press, printHandout } from '../../src/print/index.ts';
import { samplePng } from '../support/sample-book.ts';
import { readAndRender, renderHandout } from '../support/workbench.ts';
import { readPieces, type TextPiece } from './text-pieces.ts';
import { HANDOUTS, printBench } from './workbench.ts';

/** Text of 40 units in a drawing 200 units wide: its printed size shows the width of the drawing. */
const drawing = (letter: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100"><rect width="200" height="100" fill="#ccc"/><text x="10" y="60" font-size="40">${letter}</text></svg>`;

const LETTERS = [...'QWRTZUPSDFGHJKLY'];
const FILES = Object.fromEntries(LETTERS.map((letter) => [`${letter}.svg`, drawing(letter)]));

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 1, debug: false }, context);
});
afterAll(() => press.close());

async function printText(text: string): Promise<readonly TextPiece[]> {
  const made = await readAndRender({ 'note.md': `# Sizes\n\n${text}\n`, 'dot.png': samplePng(90), ...FILES });
  const { bytes } = await printHandout(await renderHandout(made, 0), HANDOUTS, press, context);
  return (await readPieces(bytes)).flatMap(({ pieces }) => pieces);
}

/** Returns the width in CSS pixels of the drawing with a letter. */
function widthOf(letter: string, pieces: readonly TextPiece[]): number {
  const found = pieces.find(({ text }) => text === letter);
  return ((found?.size ?? 0) / 0.75) * (200 / 40);
}

const image = (letter: string, size: string): string => `<img src="${letter}.svg" alt="x" ${size}>`;
const LONG = 'a cell with many more words than there is room for in one line of a page '.repeat(4);

test('a drawing has the size that the author gives it: alone, in a line and in a cell', async () => {
  const pieces = await printText(`
A ${image('Q', 'width="50"')} in a line, a height ${image('W', 'height="30"')}, both ${image('R', 'width="300" height="20"')}.

${image('T', 'width="300"')}

${image('Z', 'height="40"')}

${image('U', 'width="3cm"')}

> ${image('P', 'width="60px"')}

| A | B |
|---|---|
| ${image('S', 'width="44"')} | ${LONG} |
| ${image('D', 'width="4000"')} | x |
`);
  const widths = [...'QWRTZUPS'].map((letter) => Math.round(widthOf(letter, pieces)));
  expect(widths).toEqual([50, 60, 40, 300, 80, 113, 60, 44]);
  // Not wider than the page: the width of S shows that the page was not shrunk.
  expect(widthOf('D', pieces)).toBeLessThan(500);
});

test('a drawing has the part of the line that the author gives it', async () => {
  const pieces = await printText(`${image('Q', 'width="50%"')}\n\n${image('W', 'width="100%"')}`);
  expect(widthOf('W', pieces) / widthOf('Q', pieces)).toBeCloseTo(2, 1);
  expect(widthOf('W', pieces)).toBeGreaterThan(400);
});

test('a photo has the size that the author gives it', async () => {
  const pieces = await printText(
    '<b>A</b><img src="dot.png" alt="x" width="80"><b>B</b>\n\n<b>C</b><img src="dot.png" alt="x" height="30"><b>D</b>',
  );
  const gap = (from: string, to: string): number => {
    const [left, right] = [from, to].map((letter) => pieces.find(({ text }) => text === letter));
    return Math.round(((right?.x ?? 0) - (left?.x ?? 0) - (left?.width ?? 0)) / 0.75);
  };
  expect([gap('A', 'B'), gap('C', 'D')]).toEqual([80, 30]);
});

test('HTML images with a blank line between them are below each other, others side by side', async () => {
  const pieces = await printText(
    `${image('Q', 'width="90"')}\n\n${image('W', 'width="90"')}\n\n${image('R', 'width="90"')}\n${image('T', 'width="90"')}`,
  );
  const places = [...'QWRT'].map((letter) => pieces.find(({ text }) => text === letter));
  const [q, w, r, t] = places.map((piece) => ({
    x: Math.round(piece?.x ?? 0),
    y: Math.round(piece?.y ?? 0),
  }));
  expect([w?.x, r?.x]).toEqual([q?.x, q?.x]);
  expect(q?.y ?? 0).toBeGreaterThan((w?.y ?? 0) + 30);
  expect(w?.y ?? 0).toBeGreaterThan((r?.y ?? 0) + 30);
  expect(t?.y).toBe(r?.y);
  expect(t?.x ?? 0).toBeGreaterThan((r?.x ?? 0) + 60);
});

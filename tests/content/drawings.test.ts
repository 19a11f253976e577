/** Checks that the drawings of the first publication say and show what the text beside them says. */
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { numbersIn } from './claims.ts';
import { FOLDER, plainWords, readChapters } from './publication.ts';

const chapters = await readChapters();
const IMAGE = /!\[([^\]]*)\]\(images\/([\w-]+\.svg)\)/g;
const figures = await Promise.all(
  chapters.flatMap(({ text }) =>
    [...text.matchAll(IMAGE)].map(async ([, alternative = '', file = '']) => ({
      file,
      alternative,
      text,
      drawing: await readFile(new URL(`images/${file}`, FOLDER), 'utf8'),
    })),
  ),
);

const labelsOf = (drawing: string): readonly string[] =>
  [...drawing.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, label]) => label ?? '');
const part = (drawing: string, name: string): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(drawing)?.[1] ?? '';

test('every drawing of the publication is a figure of a chapter', async () => {
  expect(figures.map(({ file }) => file).sort()).toEqual((await readdir(new URL('images/', FOLDER))).sort());
});

describe.each(figures)('$file', ({ alternative, text, drawing }) => {
  const said = plainWords(`${text} ${alternative}`);

  test('each word of the drawing is in the text or in the alternative', () => {
    const words = labelsOf(drawing).flatMap((label) => plainWords(label).split(' '));
    expect(words.length).toBeGreaterThan(5);
    // “A” and “B” name the two pictures of one drawing.
    expect(words.filter((word) => !` ${said} `.includes(` ${word} `))).toEqual([]);
  });

  test('each line of the drawing that has a number is a piece of the text', () => {
    const lines = labelsOf(drawing).filter((label) => numbersIn(label).length > 0);
    expect(lines.filter((line) => !said.includes(plainWords(line)))).toEqual([]);
  });

  test('the description inside the drawing has no number that the text lacks, but for its layout', () => {
    const known = new Set(numbersIn(said));
    const layout = new Set(['20']); // circles in a row
    expect(
      numbersIn(part(drawing, 'desc')).filter((number) => !known.has(number) && !layout.has(number)),
    ).toEqual([]);
  });

  test('the alternative has at most 150 characters, and the drawing a title and a description', () => {
    expect(alternative.length).toBeGreaterThan(20);
    expect(alternative.length).toBeLessThanOrEqual(150);
    expect(part(drawing, 'title')).not.toBe('');
    expect(part(drawing, 'desc').length).toBeGreaterThan(alternative.length);
  });
});

/** The color of what is counted; anything else is white. */
const FILLED = '#0b4f5c';

function shapes(file: string, pattern: RegExp): { readonly all: number; readonly filled: number } {
  const drawing = figures.find((figure) => figure.file === file)?.drawing ?? '';
  const found = drawing.match(pattern) ?? [];
  return { all: found.length, filled: found.filter((shape) => shape.includes(`fill="${FILLED}"`)).length };
}

test('as many circles are drawn and filled as the text says', () => {
  // 61 people, 10 people checked, and the two circles that explain them; 48, 4 and 1 of them filled.
  expect(shapes('sixty-one-people.svg', /<circle[^>]*>/g)).toEqual({ all: 61 + 10 + 2, filled: 48 + 4 + 1 });
});

test('as many points are drawn and filled as the text says', () => {
  // Two scales of 10 points, with 1 and 2 of them filled.
  expect(shapes('two-groups.svg', /<rect[^>]*>/g)).toEqual({ all: 10 + 10, filled: 1 + 2 });
});

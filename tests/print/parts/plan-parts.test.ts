/** Divides books into parts by their estimated pages. */
import { expect, test } from 'vitest';
import { planParts } from '../../../src/print/parts/plan-parts.ts';

const chapters = (count: number, pages: number): readonly number[] =>
  Array.from({ length: count }, (_chapter, index) => 1 + index * pages);

test('a book of less than 120 pages is printed in one piece', () => {
  expect(planParts(chapters(11, 10), 119)).toEqual([{ from: 0, to: 11 }]);
});

test('a long book is divided into parts of about 64 pages, between chapters', () => {
  expect(planParts(chapters(24, 10), 240)).toEqual([
    { from: 0, to: 6 },
    { from: 6, to: 12 },
    { from: 12, to: 18 },
    { from: 18, to: 24 },
  ]);
});

test('every section is in one part, in order, whatever the lengths are', () => {
  for (let seed = 1; seed < 200; seed += 1) {
    const lengths = Array.from(
      { length: 1 + (seed % 40) },
      (_section, index) => 1 + ((seed * 7919 * (index + 3)) % 97),
    );
    const starts = lengths.map(
      (_length, index) => 1 + lengths.slice(0, index).reduce((sum, length) => sum + length, 0),
    );
    const ranges = planParts(
      starts,
      lengths.reduce((sum, length) => sum + length, 0),
    );
    expect(
      ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_one, index) => from + index)),
    ).toEqual(lengths.map((_length, index) => index));
  }
});

test('a chapter that is longer than a part is a part', () => {
  expect(planParts([1, 11, 401], 410)).toEqual([
    { from: 0, to: 1 },
    { from: 1, to: 2 },
    { from: 2, to: 3 },
  ]);
});

test('a book of one chapter is printed in one piece', () => {
  expect(planParts([1], 500)).toEqual([{ from: 0, to: 1 }]);
});

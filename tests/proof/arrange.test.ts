import { describe, expect, test } from 'vitest';
import {
  arrangeSheets,
  type Cell,
  MAX_SHEET_SIDE,
  NUMBER_HEIGHT,
  type Size,
} from '../../src/proof/arrange.ts';

const A4: Size = { width: 595.28, height: 841.89 };
const LANDSCAPE: Size = { width: A4.height, height: A4.width };
const many = (count: number, size: Size = A4): readonly Size[] => Array<Size>(count).fill(size);
const cellsOf = (pages: readonly Size[], facing: 'none' | 'ltr' | 'rtl'): readonly Cell[] =>
  arrangeSheets(pages, facing).flatMap(({ cells }) => cells);
const pagesIn = (cells: readonly Cell[]): readonly number[] => cells.map(({ page }) => page);

/** Includes the frame around a page and the number under it. */
function overlap(one: Cell, other: Cell): boolean {
  const apart = (a: number, lengthA: number, b: number, lengthB: number) =>
    a + lengthA + 1 <= b - 1 || b + lengthB + 1 <= a - 1;
  return !(
    apart(one.x, one.width, other.x, other.width) ||
    apart(one.y, one.height + NUMBER_HEIGHT, other.y, other.height + NUMBER_HEIGHT)
  );
}

describe.each(['none', 'ltr', 'rtl'] as const)('arrangeSheets with facing %s', (facing) => {
  test.each([1, 2, 3, 8, 23, 24, 25, 49, 300])(
    'each of %i pages has one cell, in the order of the sheets',
    (count) => {
      const numbers = pagesIn(cellsOf(many(count), facing));
      expect(numbers.toSorted((one, other) => one - other)).toEqual(
        many(count).map((_page, index) => index + 1),
      );
    },
  );

  test('pages do not overlap, are inside their sheet, and no sheet is too long', () => {
    const mixed = [...many(20), LANDSCAPE, ...many(9, { width: 300, height: 420 }), ...many(30, LANDSCAPE)];
    for (const { width, height, cells } of arrangeSheets(mixed, facing)) {
      expect(Math.max(width, height)).toBeLessThanOrEqual(MAX_SHEET_SIDE);
      for (const [index, cell] of cells.entries()) {
        expect(cell.x).toBeGreaterThan(0);
        expect(cell.y).toBeGreaterThan(0);
        expect(cell.x + cell.width).toBeLessThan(width);
        expect(cell.y + cell.height + NUMBER_HEIGHT).toBeLessThanOrEqual(height);
        expect(cells.slice(index + 1).filter((other) => overlap(cell, other))).toEqual([]);
      }
    }
  });

  test('a very large page is scaled to fit, with its proportions', () => {
    const [sheet] = arrangeSheets([{ width: 14_400, height: 7_200 }, A4], facing);
    const [wall] = sheet?.cells ?? [];
    expect(Math.max(sheet?.width ?? 0, sheet?.height ?? 0)).toBeLessThanOrEqual(MAX_SHEET_SIDE);
    expect((wall?.width ?? 0) / (wall?.height ?? 1)).toBeCloseTo(2, 2);
  });
});

describe('facing pages', () => {
  test('read from the left: page 1 is alone on the right, then 2 and 3 share a spine', () => {
    const [one, two, three] = cellsOf(many(5), 'ltr');
    expect(two?.x).toBeGreaterThan((one?.x ?? 0) + (one?.width ?? 0));
    expect(one?.x).toBeGreaterThan(one?.width ?? 0);
    expect((three?.x ?? 0) - (two?.x ?? 0) - (two?.width ?? 0)).toBeLessThanOrEqual(2);
    expect(three?.y).toBe(two?.y);
  });

  test('read from the right: page 1 is on the left, and 2 is to the right of 3', () => {
    const [one, three, two] = cellsOf(many(5), 'rtl');
    expect([one?.page, two?.page, three?.page]).toEqual([1, 2, 3]);
    expect(one?.x).toBeLessThan(one?.width ?? 0);
    expect((two?.x ?? 0) - (three?.x ?? 0) - (three?.width ?? 0)).toBeLessThanOrEqual(2);
  });

  test('a spread is not split between rows or sheets', () => {
    for (const { cells } of arrangeSheets(many(300), 'ltr')) {
      for (const cell of cells.filter(({ page }) => page % 2 === 0)) {
        expect(cells.find(({ page }) => page === cell.page + 1)?.y ?? (cell.page === 300 ? cell.y : -1)).toBe(
          cell.y,
        );
      }
    }
  });
});

test('pages without facing fill rows from the left', () => {
  const cells = cellsOf(many(8), 'none');
  expect(pagesIn(cells)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(new Set(cells.map(({ y }) => y)).size).toBe(2);
});

test('a page is shown at 64 pixels per inch', () => {
  expect(cellsOf([A4], 'none')).toMatchObject([{ width: 529, height: 748 }]);
});

import { describe, expect, test } from 'vitest';
import { computeSheetSides, type SheetSide } from '../../../src/print/imposition/order.ts';

/** Nests and folds the sheets. @returns the pages in the order in which a reader turns them */
function fold(sides: readonly SheetSide[], direction: 'ltr' | 'rtl'): readonly (number | undefined)[] {
  const sheets = sides.filter(({ face }) => face === 'front').map(({ sheet }) => sheet);
  const side = (sheet: number, face: SheetSide['face']) =>
    sides.find((one) => one.sheet === sheet && one.face === face);
  // A folded sheet is two leaves. The outer page of the first leaf is on the front of the sheet.
  const [opens, closes] = direction === 'ltr' ? (['right', 'left'] as const) : (['left', 'right'] as const);
  const before = sheets.flatMap((sheet) => [side(sheet, 'front')?.[opens], side(sheet, 'back')?.[closes]]);
  const after = sheets
    .toReversed()
    .flatMap((sheet) => [side(sheet, 'back')?.[opens], side(sheet, 'front')?.[closes]]);
  return [...before, ...after];
}

describe.each(['ltr', 'rtl'] as const)('a booklet read %s', (direction) => {
  test.each([1, 2, 3, 4, 5, 8, 13, 60])('%i folded pages are in reading order', (pages) => {
    const folded = fold(computeSheetSides(pages, direction), direction);
    expect(folded.length % 4).toBe(0);
    expect(folded.length).toBeLessThan(pages + 4);
    expect(folded.slice(0, pages)).toEqual(Array.from({ length: pages }, (_, index) => index + 1));
    expect(folded.slice(pages).every((page) => page === undefined)).toBe(true);
  });
});

test('puts the first page on the right of the first front, beside the last page', () => {
  expect(computeSheetSides(8)[0]).toEqual({ sheet: 1, face: 'front', left: 8, right: 1 });
  expect(computeSheetSides(8)[1]).toEqual({ sheet: 1, face: 'back', left: 2, right: 7 });
  expect(computeSheetSides(8, 'rtl')[0]).toEqual({ sheet: 1, face: 'front', left: 1, right: 8 });
});

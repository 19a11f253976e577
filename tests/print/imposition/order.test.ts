import { describe, expect, it } from 'vitest';
import { type Side, sheetSides } from '../../../src/print/imposition/order.ts';

/** Lays the sheets into one another, folds them, and turns the leaves: the pages as a reader meets them. */
function fold(sides: readonly Side[], direction: 'ltr' | 'rtl'): readonly (number | undefined)[] {
  const sheets = sides.filter(({ face }) => face === 'front').map(({ sheet }) => sheet);
  const side = (sheet: number, face: Side['face']) =>
    sides.find((one) => one.sheet === sheet && one.face === face);
  // A folded sheet is two leaves. Of the leaf that comes first, the outer face is on the front, where it opens.
  const [opens, closes] = direction === 'ltr' ? (['right', 'left'] as const) : (['left', 'right'] as const);
  const before = sheets.flatMap((sheet) => [side(sheet, 'front')?.[opens], side(sheet, 'back')?.[closes]]);
  const after = sheets
    .toReversed()
    .flatMap((sheet) => [side(sheet, 'back')?.[opens], side(sheet, 'front')?.[closes]]);
  return [...before, ...after];
}

describe.each(['ltr', 'rtl'] as const)('the order of a booklet read %s', (direction) => {
  it.each([1, 2, 3, 4, 5, 8, 13, 60])('of %i pages, folded, is that of reading', (pages) => {
    const folded = fold(sheetSides(pages, direction), direction);
    expect(folded.length % 4).toBe(0);
    expect(folded.length).toBeLessThan(pages + 4);
    expect(folded.slice(0, pages)).toEqual(Array.from({ length: pages }, (_, index) => index + 1));
    expect(folded.slice(pages).every((page) => page === undefined)).toBe(true);
  });
});

it('puts the first page on the right of the first front, beside the last', () => {
  expect(sheetSides(8)[0]).toEqual({ sheet: 1, face: 'front', left: 8, right: 1 });
  expect(sheetSides(8)[1]).toEqual({ sheet: 1, face: 'back', left: 2, right: 7 });
  expect(sheetSides(8, 'rtl')[0]).toEqual({ sheet: 1, face: 'front', left: 1, right: 8 });
});

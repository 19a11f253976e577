/** The order of pages on the sheets of a booklet: sheets lie in one another and are folded once in the middle. */

/** One side of a sheet. Pages are counted from 1; one that is absent is blank. */
export interface Side {
  /** Counted from 1, the outermost first. */
  readonly sheet: number;
  readonly face: 'front' | 'back';
  readonly left?: number;
  readonly right?: number;
}

/**
 * Front and back of each sheet, in the order of printing. A sheet holds four pages: what is missing to a multiple of four
 * is blank at the end.
 * @param direction of reading: a book in Arabic or Hebrew opens at the other side
 */
export function sheetSides(pages: number, direction: 'ltr' | 'rtl' = 'ltr'): readonly Side[] {
  const sheets = Math.max(1, Math.ceil(pages / 4));
  const last = sheets * 4;
  const there = (page: number): number | undefined => (page <= pages ? page : undefined);
  const side = (sheet: number, face: Side['face'], outer: number, inner: number): Side => {
    // Outer pages come late, inner ones early; reading from left to right, what comes late is on the left of a front.
    const [left, right] = (face === 'front') === (direction === 'ltr') ? [outer, inner] : [inner, outer];
    const [leftPage, rightPage] = [there(left), there(right)];
    return {
      sheet,
      face,
      ...(leftPage !== undefined && { left: leftPage }),
      ...(rightPage !== undefined && { right: rightPage }),
    };
  };
  return Array.from({ length: sheets }, (_, index) => {
    const first = index * 2;
    return [
      side(index + 1, 'front', last - first, first + 1),
      side(index + 1, 'back', last - first - 1, first + 2),
    ];
  }).flat();
}

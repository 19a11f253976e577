/**
 * Computes the order of pages on the sheets of a booklet, whose sheets are nested and folded once in the
 * middle.
 */

/** One side of a sheet. Page numbers start at 1; an absent page is blank. */
export interface SheetSide {
  /** Number of the sheet, from 1; the outermost is the first. */
  readonly sheet: number;
  readonly face: 'front' | 'back';
  readonly left?: number;
  readonly right?: number;
}

/**
 * Returns the front and back of each sheet in printing order. A sheet has four pages: the last ones are
 * blank if the number of pages is no multiple of four.
 * @param direction reading direction, because a book in Arabic or Hebrew opens at the other side
 */
export function computeSheetSides(pages: number, direction: 'ltr' | 'rtl' = 'ltr'): readonly SheetSide[] {
  const sheets = Math.max(1, Math.ceil(pages / 4));
  const last = sheets * 4;
  const existing = (page: number): number | undefined => (page <= pages ? page : undefined);
  const side = (sheet: number, face: SheetSide['face'], outer: number, inner: number): SheetSide => {
    // In left-to-right reading, the left page of a front is the later one, and the left page of a back the
    // earlier one.
    const [left, right] = (face === 'front') === (direction === 'ltr') ? [outer, inner] : [inner, outer];
    const [leftPage, rightPage] = [existing(left), existing(right)];
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

/** Numbers of the objects of a book that its parts refer to. */

/** The root of the page tree. */
export const PAGE_TREE = 1;
/** The structure element that contains all others. */
export const TOP_ELEMENT = 2;
/** The first number of the objects that several parts share. */
export const FIRST_SHARED = 3;
/** The numbers of a part begin at a multiple of this, so that a longer part mostly moves no other. */
const STEP = 1024;

/** Returns the first number of each part, and at the end that of what comes after them. @param counts numbers that each part needs at most */
export function assignNumbers(next: number, counts: readonly number[]): readonly number[] {
  const starts = [roundUp(next)];
  for (const count of counts) starts.push(roundUp((starts.at(-1) ?? 0) + count));
  return starts;
}

const roundUp = (number: number): number => Math.ceil(number / STEP) * STEP;

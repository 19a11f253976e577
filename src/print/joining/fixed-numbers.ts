/** Numbers of the objects of a book that its parts refer to. */
import { OBJECTS_PER_STREAM } from '../../lib/pdf/write/object-block.ts';

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

/** Leaves of trees and other objects that are added to a part, at most. */
const ADDED = 16;

/**
 * Returns how many numbers a part needs at most: for its objects, for what is added to it, and for the object streams that contain them.
 * @param objects number of its objects and those of its frames
 * @param pages number of its pages: each has other content than before, and a blank page can be added
 */
export function countNumbers(objects: number, pages: number): number {
  const count = objects + 2 * pages + ADDED;
  return count + Math.ceil(count / OBJECTS_PER_STREAM);
}

const roundUp = (number: number): number => Math.ceil(number / STEP) * STEP;

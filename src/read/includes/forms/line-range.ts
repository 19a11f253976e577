/** Builds the range of lines that an include names by its first line and its last one. */
import type { LineRange } from '../include-mark.ts';

/**
 * Builds a range.
 * @param to absent: the first line alone; empty: all lines from there
 */
export function buildLineRange(from: string, to: string | undefined): LineRange {
  const first = Number(from) || 1;
  if (to === undefined) return { from: first, to: first };
  return { from: first, to: to === '' ? Number.POSITIVE_INFINITY : Number(to) };
}

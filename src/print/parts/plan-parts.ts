/**
 * Divides a long book into parts that are printed one by one. Chromium walks the whole document for each page that it
 * paints, so the time for a page grows with the document.
 */
import type { SectionRange } from '../document/book/part-links.ts';

/** Pages that a part should have. A smaller part costs more for its fonts than it saves. */
const PART_PAGES = 64;
/** Estimated pages from which a book is divided. */
const MIN_PAGES = 120;

/**
 * Divides a book by the estimated lengths of its sections, so that the parts are the same on every machine.
 * @param starts estimated page of each section, from 1
 * @param pages estimated pages of all sections
 * @returns one range for a book that is printed in one piece
 */
export function planParts(starts: readonly number[], pages: number): readonly SectionRange[] {
  const count = pages < MIN_PAGES ? 1 : Math.max(2, Math.round(pages / PART_PAGES));
  const ranges: SectionRange[] = [];
  let from = 0;
  for (let part = 1; part < count; part += 1) {
    const wanted = 1 + (part * pages) / count;
    const to = findNearest(starts, wanted);
    if (to <= from) continue;
    ranges.push({ from, to });
    from = to;
  }
  ranges.push({ from, to: starts.length });
  return ranges;
}

/** Returns the index of the section that begins nearest to a page. */
function findNearest(starts: readonly number[], page: number): number {
  let nearest = 0;
  for (const [index, start] of starts.entries()) {
    if (Math.abs(start - page) < Math.abs((starts[nearest] ?? 0) - page)) nearest = index;
  }
  return nearest;
}

/**
 * Reads the scale at which Chromium printed a document. If any element is wider than the text block, Chromium silently
 * prints the whole document at a smaller scale, and large print would no longer be large.
 */
import { readPageContent } from '../../lib/pdf/page-content.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';

/** Scale of a CSS pixel at full size: Skia draws on a grid of 300 units per inch. */
const FULL_SCALE = 300 / 96;

/** Smallest scale that counts as full size, because of rounding. */
const ROUNDING_LIMIT = 0.995;

/** The clip of the page's content area, followed by its scale. */
const CONTENT_SCALE = /re\nW\*? n\nq\n(\S+) 0 0 (\S+) \S+ \S+ cm/;

/** Returns 1 for a document at full size, and less for a document that was shrunk. */
export function readPrintScale(file: PdfFile): number {
  let largest = 0;
  for (const page of collectPages(file)) {
    const found = CONTENT_SCALE.exec(readPageContent(file, file.dict(page)));
    if (found === null || found[1] !== found[2]) continue;
    largest = Math.max(largest, Number(found[1]) / FULL_SCALE);
    if (largest > ROUNDING_LIMIT) return 1;
  }
  return largest === 0 ? 1 : largest;
}

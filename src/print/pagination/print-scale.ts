/**
 * Whether Chromium made everything smaller: where one thing on any page is wider than the text block, it prints the whole
 * document at a smaller scale, without a word. Large print would no longer be large.
 */
import { contentOf } from '../../lib/pdf/page-content.ts';
import { pagesOf } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';

/** What a CSS pixel is multiplied with at full size: Skia draws on a grid of 300 to the inch. */
const FULL = 300 / 96;

/** Rounding is no shrinking. */
const NEARLY = 0.995;

/** The area of the page's own content is cut out before anything in it; then comes its scale. */
const CONTENT = /re\nW\*? n\nq\n(\S+) 0 0 (\S+) \S+ \S+ cm/;

/** @returns 1 for a document at its full size, less for one that was made smaller */
export function printedScale(file: PdfFile): number {
  let largest = 0;
  for (const page of pagesOf(file)) {
    const found = CONTENT.exec(contentOf(file, file.dict(page)));
    if (found === null || found[1] !== found[2]) continue;
    largest = Math.max(largest, Number(found[1]) / FULL);
    if (largest > NEARLY) return 1;
  }
  return largest === 0 ? 1 : largest;
}

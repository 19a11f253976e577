/** Counts, in a printed file, the lines beyond the allowed pages and the free lines on the others. */

import type { PaperEdition } from '../../core/model/edition.ts';
import { IDENTITY, type Matrix, multiply, toMatrix } from '../../lib/geometry/matrix.ts';
import { parseNumbers, visitOperators } from '../../lib/pdf/content-stream.ts';
import { readPageContent } from '../../lib/pdf/page-content.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { POINTS_PER_MM } from './page-css.ts';

/**
 * Counts the lines of text on the pages after the first `allowed` pages. Text in the margins does not count, because
 * it is not marked content. Cells side by side count as one line.
 */
export function countLinesBeyond(file: PdfFile, allowed: number): number {
  const beyond = collectPages(file).slice(allowed);
  const counts = beyond.map((page) => countLines(readPageContent(file, file.dict(page))));
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * Counts the lines that would fit at the bottom of the first `count` pages. A page ends early if the next block must
 * not be broken.
 */
export function countFreeLines(file: PdfFile, count: number, { page, margins, type }: PaperEdition): number {
  const [foot, head] = [margins.bottom * POINTS_PER_MM, (page.height - margins.top) * POINTS_PER_MM];
  return collectPages(file)
    .slice(0, count)
    .map((each) => Math.min(head, ...findBaselines(readPageContent(file, file.dict(each)))) - foot)
    .reduce((sum, free) => sum + Math.max(0, free / type.leading), 0);
}

const countLines = (content: string): number => findBaselines(content).size;

/** Returns the baselines of a page's text, in whole points from the bottom of the page. */
function findBaselines(content: string): ReadonlySet<number> {
  const lines = new BaselineCollector(content);
  const skip = (operator: string, end: number) => (operator === 'Tj' ? skipRestOfLine(content, end) : end);
  visitOperators(content, (operator, start) => lines.operator(operator, start), skip);
  return lines.heights;
}

/**
 * Returns the offset at which the next glyph may be on another line. It skips operators, because Chromium writes one
 * for nearly every glyph.
 */
function skipRestOfLine(content: string, end: number): number {
  const [last, moved] = [content.indexOf('\nET', end), content.indexOf(' Tm\n', end)];
  if (last < 0) return end;
  const next = moved < 0 || moved > last ? last : content.lastIndexOf('\n', moved);
  // Marked content may begin or end within a line.
  return next < end || MARKED_CONTENT.test(content.slice(end, next)) ? end : next;
}

const MARKED_CONTENT = /[BE]MC|BDC/;

/** Follows the graphics state and collects the baselines of marked text. */
class BaselineCollector {
  readonly heights = new Set<number>();
  readonly #content: string;
  readonly #saved: Matrix[] = [];
  #page = IDENTITY;
  #text = IDENTITY;
  #markedDepth = 0;

  constructor(content: string) {
    this.#content = content;
  }

  operator(operator: string, start: number): void {
    switch (operator) {
      case 'q':
        this.#saved.push(this.#page);
        break;
      case 'Q':
        this.#page = this.#saved.pop() ?? IDENTITY;
        break;
      case 'cm':
        this.#page = multiply(this.#matrix(start), this.#page);
        break;
      case 'Tm':
        this.#text = this.#matrix(start);
        break;
      case 'BDC':
      case 'BMC':
        this.#markedDepth += 1;
        break;
      case 'EMC':
        this.#markedDepth -= 1;
        break;
      case 'Tj':
      case 'TJ':
        if (this.#markedDepth > 0) this.heights.add(Math.round(multiply(this.#text, this.#page)[5]));
    }
  }

  #matrix(start: number): Matrix {
    return toMatrix(parseNumbers(this.#content, start));
  }
}

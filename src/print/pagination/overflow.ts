/** Measures, in a printed file, the lines beyond the allowed pages and the free space on the others. */

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

/**
 * Measures the free height below the last line of a page, in points. A page is from 1; a page of another format, a
 * landscape page, counts as full. Works on drafts, whose text is not marked.
 */
export function measureFreeHeight(
  file: PdfFile,
  page: number,
  { page: size, margins, type }: PaperEdition,
): number {
  const reference = collectPages(file)[page - 1];
  if (reference === undefined) return 0;
  const dict = file.dict(reference);
  const [, , width, height] = file.list(dict.get('MediaBox')).map(Number);
  if ((width ?? 0) > (height ?? 0) !== size.width > size.height) return 0;
  const foot = margins.bottom * POINTS_PER_MM;
  const head = (size.height - margins.top) * POINTS_PER_MM;
  const lines = [...findBaselines(readPageContent(file, dict), 'all')].filter(
    (line) => line >= Math.floor(foot),
  );
  // The line's own depth below its baseline is a third of its height at most.
  return Math.max(0, Math.min(head, ...lines) - foot - type.leading * 0.3);
}

const countLines = (content: string): number => findBaselines(content).size;

/** The text whose lines are found. */
type Which = 'marked' | 'all';

/** Returns the baselines of a page's text, in whole points from the bottom of the page. Text in the margins is not marked. */
function findBaselines(content: string, which: Which = 'marked'): ReadonlySet<number> {
  const lines = new BaselineCollector(content, which === 'all');
  const skip = (operator: string, end: number) =>
    operator === 'Tj' ? skipRestOfLine(content, end, which) : end;
  visitOperators(content, (operator, start) => lines.operator(operator, start), skip);
  return lines.heights;
}

/**
 * Returns the offset at which the next glyph may be on another line. It skips operators, because Chromium writes one
 * for nearly every glyph.
 */
function skipRestOfLine(content: string, end: number, which: Which): number {
  const [last, moved] = [content.indexOf('\nET', end), content.indexOf(' Tm\n', end)];
  if (last < 0) return end;
  const next = moved < 0 || moved > last ? last : content.lastIndexOf('\n', moved);
  if (next < end) return end;
  // The text of a structure element may begin or end within a line.
  return which === 'all' || isBalanced(content.slice(end, next)) ? next : end;
}

/** Operators of marked content. A hexadecimal text can contain the same letters. */
const MARKED_CONTENT = /(?<![0-9A-Fa-f<])(?:(BDC|BMC)|EMC)\s/g;

/** Whether marked content that begins in a part of a content stream also ends there. Each space of the text is such content. */
function isBalanced(part: string): boolean {
  let depth = 0;
  for (const [, begin] of part.matchAll(MARKED_CONTENT)) {
    depth += begin === undefined ? -1 : 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Follows the graphics state and collects the baselines of marked text, or of all text. */
class BaselineCollector {
  readonly heights = new Set<number>();
  readonly #content: string;
  readonly #includesUnmarked: boolean;
  readonly #saved: Matrix[] = [];
  #page = IDENTITY;
  #text = IDENTITY;
  #markedDepth = 0;

  constructor(content: string, includesUnmarked: boolean) {
    this.#content = content;
    this.#includesUnmarked = includesUnmarked;
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
        if (this.#markedDepth > 0 || this.#includesUnmarked)
          this.heights.add(Math.round(multiply(this.#text, this.#page)[5]));
    }
  }

  #matrix(start: number): Matrix {
    return toMatrix(parseNumbers(this.#content, start));
  }
}

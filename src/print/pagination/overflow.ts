/** By how many lines a document is longer than its paper, and how many had room: counted in what was printed. */

import type { PaperEdition } from '../../core/model/edition.ts';
import { IDENTITY, type Matrix, matrixOf, product } from '../../lib/geometry/matrix.ts';
import { eachOperator, numbersOf } from '../../lib/pdf/content-stream.ts';
import { contentOf } from '../../lib/pdf/page-content.ts';
import { pagesOf } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { POINTS } from './page-css.ts';

/**
 * Lines of text on the pages after the first `allowed`, as Chromium printed them. What stands in the margins, which is no
 * marked content, does not count; cells side by side are one line.
 */
export function linesBeyond(file: PdfFile, allowed: number): number {
  const beyond = pagesOf(file).slice(allowed);
  const counts = beyond.map((page) => linesOf(contentOf(file, file.dict(page))));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Lines that had room at the feet of the first `count` pages: a page ends early where what comes next keeps together. */
export function linesFree(file: PdfFile, count: number, { page, margins, type }: PaperEdition): number {
  const [foot, head] = [margins.bottom * POINTS, (page.height - margins.top) * POINTS];
  return pagesOf(file)
    .slice(0, count)
    .map((each) => Math.min(head, ...heightsIn(contentOf(file, file.dict(each)))) - foot)
    .reduce((sum, free) => sum + Math.max(0, free / type.leading), 0);
}

const linesOf = (content: string): number => heightsIn(content).size;

/** At which heights text stands, in whole points from the foot of the page. */
function heightsIn(content: string): ReadonlySet<number> {
  const lines = new Lines(content);
  const skip = (operator: string, end: number) => (operator === 'Tj' ? restOfLine(content, end) : end);
  eachOperator(content, (operator, start) => lines.operator(operator, start), skip);
  return lines.heights;
}

/** To where the next glyphs may stand on another line: Chromium shows nearly every glyph by an operator of its own. */
function restOfLine(content: string, end: number): number {
  const [last, moved] = [content.indexOf('\nET', end), content.indexOf(' Tm\n', end)];
  if (last < 0) return end;
  const next = moved < 0 || moved > last ? last : content.lastIndexOf('\n', moved);
  // What is marked within a line of text ends there, or goes on to the next.
  return next < end || MARK.test(content.slice(end, next)) ? end : next;
}

const MARK = /[BE]MC|BDC/;

class Lines {
  readonly heights = new Set<number>();
  private readonly content: string;
  private readonly outer: Matrix[] = [];
  private page = IDENTITY;
  private text = IDENTITY;
  private marked = 0;

  constructor(content: string) {
    this.content = content;
  }

  operator(operator: string, start: number): void {
    switch (operator) {
      case 'q':
        this.outer.push(this.page);
        break;
      case 'Q':
        this.page = this.outer.pop() ?? IDENTITY;
        break;
      case 'cm':
        this.page = product(this.matrix(start), this.page);
        break;
      case 'Tm':
        this.text = this.matrix(start);
        break;
      case 'BDC':
      case 'BMC':
        this.marked += 1;
        break;
      case 'EMC':
        this.marked -= 1;
        break;
      case 'Tj':
      case 'TJ':
        if (this.marked > 0) this.heights.add(Math.round(product(this.text, this.page)[5]));
    }
  }

  private matrix(start: number): Matrix {
    return matrixOf(numbersOf(this.content, start));
  }
}

/**
 * Reads the text that people can read on a finished page: large enough, with enough contrast, inside the
 * page, and not painted over. Follows the graphics state of the content stream (ISO 32000-1, 8.4 and 9.4) as
 * far as Chromium and this program use it.
 */

import type { Box } from '../../lib/geometry/matrix.ts';
import { visitOperators } from '../../lib/pdf/content-stream.ts';
import type { Dict, Reference } from '../../lib/pdf/objects.ts';
import { readPageContent } from '../../lib/pdf/page-content.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { isRightToLeft } from '../../lib/text/direction.ts';
import { type GlyphText, toLogicalOrder } from './bidi-order.ts';
import { contains, PagePainter, type PaintedItem, type PaintedText } from './page-painter.ts';

/** Returns the lines of text that people can read on a page, in the order in which they are painted. */
export function readVisibleLines(file: PdfFile, page: Reference): readonly string[] {
  const dict = file.dict(page);
  const resources = file.dict(dict.get('Resources'));
  const painted = new PagePainter(
    readPageContent(file, dict),
    file,
    resources,
    readPageBox(file, dict),
  ).paint();
  const lines: PaintedText[][] = [];
  let height = Number.NaN;
  for (const [index, one] of painted.entries()) {
    if (one.kind === 'area' || !one.isLegible || isCovered(one.at, painted, index)) continue;
    if (!(Math.abs(one.baseline - height) <= SAME_LINE)) {
      lines.push([]);
      height = one.baseline;
    }
    lines.at(-1)?.push(one);
  }
  return lines.map(orderLine);
}

/**
 * Returns a line in reading order: right-to-left text is in visual order, both the text objects and the
 * glyphs in each.
 */
function orderLine(line: readonly PaintedText[]): string {
  const objects = new Map<number, GlyphText[]>();
  for (const { object, glyphs } of line) objects.set(object, [...(objects.get(object) ?? []), ...glyphs]);
  const texts = [...objects.values()].map(toLogicalOrder);
  return (texts.some(isRightToLeft) ? texts.reverse() : texts).join('');
}

/** Greatest distance between baselines within one line, in points. */
const SAME_LINE = 0.5;

/** Returns whether a page paints nothing. */
export const isBlank = (file: PdfFile, page: Reference): boolean => {
  let isEmpty = true;
  visitOperators(readPageContent(file, file.dict(page)), (operator) => {
    if (PAINTING_OPERATORS.has(operator)) isEmpty = false;
  });
  return isEmpty;
};

const PAINTING_OPERATORS = new Set('Tj TJ Do f F f* S s B B* b b* sh'.split(' '));

const isCovered = (at: readonly [number, number], painted: readonly PaintedItem[], index: number): boolean =>
  painted.slice(index + 1).some((later) => later.kind === 'area' && contains(later.box, at));

function readPageBox(file: PdfFile, page: Dict): Box {
  const [left = 0, bottom = 0, right = 0, top = 0] = file.list(page.get('MediaBox')).map(Number);
  return { left, bottom, right, top };
}

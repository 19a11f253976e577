/** Gives figures and formulas an alternative text and a bounding box (ISO 14289-1, 7.3 and 7.7). */
import { type Box, uniteBoxes } from '../../lib/geometry/matrix.ts';
import { decodeTextString, dict, encodeTextString, PdfString } from '../../lib/pdf/objects.ts';
import { listElements, type StructureElement } from '../../lib/pdf/structure-tree.ts';
import type { ContentFacts } from './content-facts.ts';
import { eachContent } from './roles.ts';

/**
 * Changes to `Div` the second figure that Chromium adds around an image and its caption, because it shows
 * nothing itself.
 */
export function unwrapFigures(top: StructureElement): void {
  for (const element of listElements(top)) {
    if (element.tag !== 'Figure' || element.entries.has('Alt')) continue;
    if (element.kids.some(({ kind }) => kind === 'element')) element.tag = 'Div';
  }
}

const FIGURE_TAGS = new Set(['Figure', 'Formula']);
export const isFigureOrFormula = ({ tag }: StructureElement): boolean => FIGURE_TAGS.has(tag);

/**
 * Describes all figures and formulas among the elements.
 * @param pageBox returns the box of a page, by the number of its object
 */
export function describeFigures(
  elements: readonly StructureElement[],
  facts: ContentFacts,
  pageBox: (page: number) => Box,
): void {
  for (const element of elements) {
    if (isFigureOrFormula(element)) describeFigure(element, facts, pageBox);
  }
}

function describeFigure(figure: StructureElement, facts: ContentFacts, pageBox: (page: number) => Box): void {
  const pieces = [...eachContent(figure)].filter((kid) => kid.kind === 'marked');
  const alt = figure.entries.get('Alt');
  if (!(alt instanceof PdfString) || decodeTextString(alt).trim() === '') {
    const text = facts.extractText(pieces);
    // A figure with neither a description nor text is decoration.
    if (text === '') figure.kids = [];
    else figure.entries.set('Alt', encodeTextString(text));
  }
  const page = pieces[0]?.page;
  if (page === undefined) return;
  const here = pieces.filter((piece) => piece.page.number === page.number);
  const box = here.reduce<Box | undefined>((all, piece) => uniteBoxes(all, facts.boxOf(piece)), undefined);
  if (box === undefined) return;
  const { left, bottom, right, top } = clampToPage(box, pageBox(page.number));
  const attributes = dict({ O: '/Layout', BBox: [left, bottom, right, top] });
  figure.entries.set('A', attributes);
}

/** Returns the part of a box inside the page, rounded outward to hundredths of a point. */
function clampToPage(box: Box, page: Box): Box {
  const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));
  return {
    left: Math.floor(between(page.left, box.left, page.right) * 100) / 100,
    bottom: Math.floor(between(page.bottom, box.bottom, page.top) * 100) / 100,
    right: Math.ceil(between(page.left, box.right, page.right) * 100) / 100,
    top: Math.ceil(between(page.bottom, box.top, page.top) * 100) / 100,
  };
}

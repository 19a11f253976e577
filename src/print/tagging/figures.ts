/** Figures and formulas: what they are for who cannot see them, and where they are (ISO 14289-1, 7.3 and 7.7). */
import { around, type Box } from '../../lib/geometry/matrix.ts';
import { dict, Text, textOf, textString } from '../../lib/pdf/objects.ts';
import { type Element, elementsIn } from '../../lib/pdf/structure-tree.ts';
import type { Painted } from './content-facts.ts';
import { contentIn } from './roles.ts';

/** Around an image with its caption Chromium sets a second figure, which shows nothing of its own. */
export function unwrapFigures(top: Element): void {
  for (const element of elementsIn(top)) {
    if (element.tag !== 'Figure' || element.entries.has('Alt')) continue;
    if (element.kids.some(({ kind }) => kind === 'element')) element.tag = 'Div';
  }
}

const DRAWN = new Set(['Figure', 'Formula']);
export const isDrawn = ({ tag }: Element): boolean => DRAWN.has(tag);

/** @param boxes of the pages, by number of their object */
export function describeFigures(
  elements: readonly Element[],
  painted: Painted,
  pageBox: (page: number) => Box,
): void {
  for (const element of elements) {
    if (isDrawn(element)) describe(element, painted, pageBox);
  }
}

function describe(figure: Element, painted: Painted, pageBox: (page: number) => Box): void {
  const pieces = [...contentIn(figure)].filter((kid) => kid.kind === 'marked');
  const alt = figure.entries.get('Alt');
  if (!(alt instanceof Text) || textOf(alt).trim() === '') {
    const words = painted.wordsIn(pieces);
    // What has neither a description nor words is there to be looked at.
    if (words === '') figure.kids = [];
    else figure.entries.set('Alt', textString(words));
  }
  const page = pieces[0]?.page;
  if (page === undefined) return;
  const here = pieces.filter((piece) => piece.page.number === page.number);
  const box = here.reduce<Box | undefined>((all, piece) => around(all, painted.boxOf(piece)), undefined);
  if (box === undefined) return;
  const { left, bottom, right, top } = within(box, pageBox(page.number));
  const attributes = dict({ O: '/Layout', BBox: [left, bottom, right, top] });
  figure.entries.set('A', attributes);
}

/** What is seen of it, in hundredths of a point. */
function within(box: Box, page: Box): Box {
  const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));
  return {
    left: Math.floor(between(page.left, box.left, page.right) * 100) / 100,
    bottom: Math.floor(between(page.bottom, box.bottom, page.top) * 100) / 100,
    right: Math.ceil(between(page.left, box.right, page.right) * 100) / 100,
    top: Math.ceil(between(page.bottom, box.top, page.top) * 100) / 100,
  };
}

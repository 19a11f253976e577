/**
 * Estimates how many lines a handout saves with close spacing (`.close` in `styles/handout.css` and `styles/book.css`). The estimate
 * is high on purpose: too high costs a second print, too low costs a page that is not needed.
 */

import type { Root } from 'hast';
import type { PaperEdition } from '../../core/model/edition.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';
import { POINTS_PER_MM } from './page-css.ts';

/** Lines saved by element: 1.5 times what the default styles save, because a project's styles may save more. */
const SAVED_LINES: Readonly<Record<string, number>> = {
  ...Object.fromEntries(['p', 'ul', 'ol', 'dl', 'pre', 'blockquote'].map((tag) => [tag, 0.2])),
  ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => [tag, 0.4])),
  table: 0.7,
  figure: 0.7,
  math: 0.5,
};
const BOX_SAVING = 1.5;
/** Lines saved once: draft mark, lead, headings of the sources and the notes, imprint. */
const FIXED_SAVING = 3;

/** Part of the text height by which a figure's maximum height shrinks: from 0.66 to 0.3. */
const FIGURE_SAVING = 0.36;

/**
 * Estimates the saved lines of running text on all pages together.
 * @param family in a book figures keep their size
 */
export function estimateSavedLines(
  trees: readonly Root[],
  { page, margins, type }: PaperEdition,
  family: PaperEdition['family'] = 'handouts',
): number {
  const share = family === 'book' ? 0 : FIGURE_SAVING;
  const figure = (share * (page.height - margins.top - margins.bottom) * POINTS_PER_MM) / type.leading;
  let lines = family === 'book' ? 0 : FIXED_SAVING;
  for (const tree of trees) {
    visit(tree, 'element', (element) => {
      lines += SAVED_LINES[element.tagName] ?? 0;
      if (hasClass(element, 'box')) lines += BOX_SAVING;
      if (element.tagName === 'img' || element.tagName === 'svg') lines += figure;
    });
  }
  return lines;
}

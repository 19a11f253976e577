/**
 * What a handout would save if less space were between things (`.handout.close` in `styles/handout.css`). Rather too much than
 * too little: what is believed to fit is printed once more, and what is not believed keeps a page that it need not have.
 */
import type { Element, Root } from 'hast';
import type { PaperEdition } from '../../core/model/edition.ts';
import { visit } from '../../lib/html/visit.ts';
import { POINTS } from './page-css.ts';

/** Lines of the running text, half as many again as our own styles take away: those of a project may take more. */
const SAVED: Readonly<Record<string, number>> = {
  ...Object.fromEntries(['p', 'ul', 'ol', 'dl', 'pre', 'blockquote'].map((tag) => [tag, 0.2])),
  ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => [tag, 0.4])),
  table: 0.7,
  figure: 0.7,
  math: 0.5,
};
const BOX = 1.5;
/** The mark of a draft, the lead, the sources' and the notes' headings, the imprint. */
const ONCE = 3;

/** By how much of the text's height a figure may become less tall: from 0.66 of it to 0.3. */
const FIGURE = 0.36;

/** @returns lines of the running text, on all pages together */
export function linesSaved(trees: readonly Root[], { page, margins, type }: PaperEdition): number {
  const figure = (FIGURE * (page.height - margins.top - margins.bottom) * POINTS) / type.leading;
  let lines = ONCE;
  for (const tree of trees) {
    visit(tree, 'element', (element) => {
      lines += SAVED[element.tagName] ?? 0;
      if (isBox(element)) lines += BOX;
      if (element.tagName === 'img' || element.tagName === 'svg') lines += figure;
    });
  }
  return lines;
}

const isBox = ({ properties: { className } }: Element): boolean =>
  Array.isArray(className) && className.includes('box');

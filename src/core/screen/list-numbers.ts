/** Marks ordered lists with wide numbers, for which the style sheet reserves room. */

import type { Root } from 'hast';
import { addClass } from '../../lib/html/classes.ts';
import { estimateNumberWidth } from '../../lib/html/list-numbers.ts';
import { visit } from '../../lib/html/visit.ts';

/** Widths in em that `styles/epub.css` reserves for all lists, and for those of the classes `numbers-1` and so on. */
const RESERVED = [1.5, 2.2, 3, 4, 6, 9];

/** Adds the class of the list's widest number. Classes, because older reading systems have no custom properties. */
export function markNumberWidth(tree: Root): void {
  visit(tree, { type: 'element', tagName: 'ol' }, ({ properties, ...list }) => {
    const width = estimateNumberWidth({ ...list, properties });
    const step = RESERVED.findIndex((reserved) => reserved >= width);
    if (step === 0) return;
    addClass({ properties }, `numbers-${step < 0 ? RESERVED.length - 1 : step}`);
  });
}

/** Reserves room for the numbers of ordered lists, which are outside the lines of the items. */
import type { Root } from 'hast';
import { estimateNumberWidth, USUAL_NUMBER_WIDTH } from '../../lib/html/list-numbers.ts';
import { visit } from '../../lib/html/visit.ts';

/**
 * Sets `--number-width` on each list with wide numbers; the style sheets reserve the room. A number that does not fit is
 * cut off at the edge of the page, and in right-to-left text Chromium prints the whole document smaller.
 */
export function reserveNumberWidth(tree: Root): void {
  visit(tree, 'element', (list) => {
    if (list.tagName !== 'ol') return;
    const width = estimateNumberWidth(list);
    if (width > USUAL_NUMBER_WIDTH) list.properties.style = `--number-width:${width}em`;
  });
}

/** Reserves room for the numbers of ordered lists, which are outside the lines of the items. */
import type { Element, Root } from 'hast';
import { visit } from '../../lib/html/visit.ts';

/**
 * Sets `--digits` on each list with numbers of several digits; the style sheets reserve the room. If a number in
 * right-to-left text did not fit, Chromium would print the whole document smaller.
 */
export function reserveNumberWidth(tree: Root): void {
  visit(tree, 'element', (list) => {
    if (list.tagName !== 'ol') return;
    const digits = String(findHighestNumber(list)).length;
    if (digits > 1) list.properties.style = `--digits:${digits}`;
  });
}

/** Returns the highest number of a list, counted as HTML does from `start`, `reversed` and the items' `value`. */
function findHighestNumber({ properties, children }: Element): number {
  const items = children.filter(
    (child): child is Element => child.type === 'element' && child.tagName === 'li',
  );
  const step = properties.reversed ? -1 : 1;
  let number = parseWholeNumber(properties.start) ?? (properties.reversed ? items.length : 1);
  let highest = number;
  for (const { properties } of items) {
    number = parseWholeNumber(properties.value) ?? number;
    highest = Math.max(highest, number);
    number += step;
  }
  return highest;
}

function parseWholeNumber(value: unknown): number | undefined {
  const number = Number.parseInt(String(value), 10);
  return Number.isNaN(number) ? undefined : number;
}

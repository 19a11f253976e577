/** Room for the numbers of a list: they stand outside its lines, and beside a text from right to left outside the page. */
import type { Element, Root } from 'hast';
import { eachElement } from '../../lib/html/each-element.ts';

/**
 * Says of each list whose numbers have several digits how many; the style sheets make room for them. Chromium would print
 * everything smaller where the number before a text from right to left does not fit.
 */
export function makeRoomForNumbers(tree: Root): void {
  eachElement(tree, (list) => {
    if (list.tagName !== 'ol') return;
    const digits = String(highestNumber(list)).length;
    if (digits > 1) list.properties.style = `--digits:${digits}`;
  });
}

/** As HTML counts: from `start` on, and where an item says another number, on from there. */
function highestNumber({ properties, children }: Element): number {
  const items = children.filter(
    (child): child is Element => child.type === 'element' && child.tagName === 'li',
  );
  const step = properties.reversed ? -1 : 1;
  let number = wholeNumber(properties.start) ?? (properties.reversed ? items.length : 1);
  let highest = number;
  for (const { properties } of items) {
    number = wholeNumber(properties.value) ?? number;
    highest = Math.max(highest, number);
    number += step;
  }
  return highest;
}

function wholeNumber(said: unknown): number | undefined {
  const number = Number.parseInt(String(said), 10);
  return Number.isNaN(number) ? undefined : number;
}

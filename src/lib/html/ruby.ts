/** Tests whether ruby (small text above or beside a word) has the structure that the HTML standard requires. */
import type { Element } from 'hast';
import { isBlank, isElementNamed } from './elements.ts';

/** Valid sequences of children: `b` is a base, `t` an `<rt>`, `p` an `<rp>` (HTML Living Standard, 4.5.10). */
const WELL_FORMED = /^(?:b+(?:t+|p(?:tp)+))+$/;

export function isWellFormedRuby({ children }: Element): boolean {
  const letters = children.map((child) => {
    if (isElementNamed(child, 'rt')) return 't';
    if (isElementNamed(child, 'rp')) return 'p';
    return isBlank(child) ? '' : 'b';
  });
  return WELL_FORMED.test(letters.join(''));
}

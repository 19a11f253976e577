/** Ruby, the small text above or beside a word, as the HTML standard has it: each after the word it belongs to. */
import type { Element } from 'hast';
import { isBlank, isNamed } from './elements.ts';

/** One letter for each child: a base, a `<rt>`, a `<rp>`. HTML Living Standard, 4.5.10. */
const WELL_FORMED = /^(?:b+(?:t+|p(?:tp)+))+$/;

export function isRuby({ children }: Element): boolean {
  const letters = children.map((child) => {
    if (isNamed(child, 'rt')) return 't';
    if (isNamed(child, 'rp')) return 'p';
    return isBlank(child) ? '' : 'b';
  });
  return WELL_FORMED.test(letters.join(''));
}

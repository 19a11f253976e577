/** Lists the elements whose text is data, and the inline elements across whose borders a text continues. */
import { CODE_ELEMENTS } from '../../lib/html/elements.ts';

/** Elements whose text is data, not prose. */
export const LITERAL: ReadonlySet<string> = new Set([
  ...CODE_ELEMENTS,
  'var',
  'svg',
  'math',
  'script',
  'style',
]);

/** Inline elements: a word can continue across their borders. */
export const INLINE: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo cite del dfn em i ins mark q s small span strong sub sup time u wbr'.split(' '),
);

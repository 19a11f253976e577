/** Lists the elements whose text is data or is not there yet, and the inline elements across whose borders a text continues. */
import type { Properties } from 'hast';
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

/** Returns whether an element has no text yet: a citation, or a reference by number. Its words depend on the book. */
export const isPlaceholder = ({ dataCite, dataReference }: Properties): boolean =>
  dataCite !== undefined || dataReference !== undefined;

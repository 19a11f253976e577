/** Characters that fonts of old readers do not have. */
import { visit } from '../../lib/html/visit.ts';
import type { OpenPackage } from './open-package.ts';

const OLD: ReadonlyMap<string, string> = new Map([
  // WORD JOINER: the older sign for the same.
  ['\u2060', '\uFEFF'],
  // NARROW NO-BREAK SPACE: as wide as another, and yet unbroken.
  ['\u202F', '\u00A0'],
]);

/** Adobe's engines print a square for what a font does not have, even where there is nothing to be seen. */
export function joinersOfOld(book: OpenPackage): OpenPackage {
  for (const { tree } of book.documents) {
    visit(tree, 'text', (text) => {
      text.value = text.value.replace(/[\u2060\u202F]/g, (character) => OLD.get(character) ?? character);
    });
  }
  return book;
}

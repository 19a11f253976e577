/** Replaces characters that the fonts of older readers do not contain. */
import { visit } from '../../lib/html/visit.ts';
import type { OpenPackage } from './open-package.ts';

const REPLACEMENTS: ReadonlyMap<string, string> = new Map([
  // WORD JOINER: the older character with the same function.
  ['\u2060', '\uFEFF'],
  // NARROW NO-BREAK SPACE: wider, but still without a line break.
  ['\u202F', '\u00A0'],
]);

/**
 * Replaces the characters, because Adobe's engines print a square for each missing glyph, even an invisible
 * one.
 */
export function replaceWordJoiners(book: OpenPackage): OpenPackage {
  for (const { tree } of book.documents) {
    visit(tree, 'text', (text) => {
      text.value = text.value.replace(
        /[\u2060\u202F]/g,
        (character) => REPLACEMENTS.get(character) ?? character,
      );
    });
  }
  return book;
}

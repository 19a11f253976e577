/** Finds the words of Handpress that appear in English, because the language of the publication has none for them. */
import type { Terms } from './model/design.ts';

/** Key that lists the keys of the English words, with spaces between them. No word of a page has it. */
export const UNTRANSLATED = 'untranslated';

/** Returns `en` for a word that appears in English in a publication in another language. */
export function findTermLanguage(terms: Terms, key: string): 'en' | undefined {
  const untranslated = terms[UNTRANSLATED];
  return untranslated?.split(' ').includes(key) === true ? 'en' : undefined;
}

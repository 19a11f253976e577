/** Finds the words of Handpress that appear in English, because the language of the publication has none for them. */
import type { ElementContent } from 'hast';
import type { Terms } from './model/design.ts';

/** Key that lists the keys of the English words, with spaces between them. No word of a page has it. */
export const UNTRANSLATED = 'untranslated';

/** Returns `en` for a word that appears in English in a publication in another language. */
export function findTermLanguage(terms: Terms, key: string): 'en' | undefined {
  const untranslated = terms[UNTRANSLATED];
  return untranslated?.split(' ').includes(key) === true ? 'en' : undefined;
}

/** Returns the attributes of an element that holds a word; none if the word is in the language of the publication. */
export function termAttributes(terms: Terms, key: string): { readonly lang?: string; readonly dir?: string } {
  const lang = findTermLanguage(terms, key);
  return lang === undefined ? {} : { lang, dir: 'ltr' };
}

/** Returns the texts of the words that appear in English. */
export const listUntranslatedWords = (terms: Terms): ReadonlySet<string> =>
  new Set((terms[UNTRANSLATED] ?? '').split(' ').flatMap((key) => terms[key]?.trim() ?? []));

/**
 * Returns the nodes of a text with a word: in an element of its own if the word appears in English.
 * @param text the word, also with spaces and signs around it
 */
export function createTermNodes(terms: Terms, key: string, text: string): readonly ElementContent[] {
  if (text === '') return [];
  const node = { type: 'text', value: text } as const;
  const properties = termAttributes(terms, key);
  if (properties.lang === undefined) return [node];
  return [{ type: 'element', tagName: 'span', properties: { ...properties }, children: [node] }];
}

/**
 * The filter `word` of templates: `{{ terms.contents | word }}` marks a word of Handpress as English where the language of the
 * publication has none.
 */
import type { Terms } from '../../core/model/design.ts';
import { listUntranslatedWords } from '../../core/term-language.ts';

/** Returns a word that is in English as markup; `undefined` for any other text. */
export type WordMarkup = (text: string, escapeText: (value: unknown) => string) => string | undefined;

/**
 * @param data of the template, with `terms`
 * @param name of the template; XML also needs `xml:lang`
 */
export function createWordMarkup(data: object, name: string): WordMarkup {
  const terms: unknown = 'terms' in data ? data.terms : undefined;
  const words =
    typeof terms === 'object' && terms !== null ? listUntranslatedWords(terms as Terms) : new Set();
  // In print the language of a phrase reaches the tags only in an element with a role.
  const language = name.endsWith('.html') ? 'role="group" lang="en-x-phrase"' : 'lang="en" xml:lang="en"';
  return (text, escapeText) =>
    words.has(text.trim()) ? `<span ${language} dir="ltr">${escapeText(text)}</span>` : undefined;
}

/** What a draft says of itself, and whether words that were found say it. */
import type { Book } from './model/book.ts';

/** Returns what the draft mark means, in a sentence; `undefined` where there is none. */
export function draftStatement({ draftMark, publication, terms }: Book): string | undefined {
  if (draftMark === undefined) return undefined;
  return publication.metadata.clinical ? terms.draftClinicalExplained : terms.draftExplained;
}

/** Returns whether lines of text say some words, whatever breaks them. Words without a letter or digit are never said. */
export const says = (lines: readonly string[], words: string): boolean =>
  letters(words) !== '' && letters(lines.join('')).includes(letters(words));

/** Letters and digits alone: lines may be broken anywhere, and hyphens and ligatures are the typesetter's. */
const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

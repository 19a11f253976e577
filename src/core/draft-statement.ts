/** Finds the sentence that a draft must show, and checks that a text contains it. */
import type { Book } from './model/book.ts';

/** Returns the sentence that explains the draft mark; `undefined` for a published book. */
export function findDraftStatement({ draftMark, publication, terms }: Book): string | undefined {
  if (draftMark === undefined) return undefined;
  return publication.metadata.clinical ? terms.draftClinicalExplained : terms.draftExplained;
}

/**
 * Returns whether lines of text contain some words, regardless of line breaks. False for words without a
 * letter or digit.
 */
export const containsWords = (lines: readonly string[], words: string): boolean =>
  keepLettersAndDigits(words) !== '' &&
  keepLettersAndDigits(lines.join('')).includes(keepLettersAndDigits(words));

/** Removes everything but letters and digits, because typesetting adds line breaks, hyphens and ligatures. */
const keepLettersAndDigits = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

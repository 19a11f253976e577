/** Forms the regular plurals of English terms, by which texts use them, too. */

/** Words whose plural is mostly another word: by means of, in terms of, at times, odds. */
const OTHER_IN_PLURAL = new Set(
  'arm custom good glass ground mean minute moral new odd pant premise saving short spirit term thank time'.split(
    ' ',
  ),
);

/** A last word of letters that can have a plural; a shorter one is a letter or a number: vitamin B. */
const LAST_WORD = /(?<![\p{L}\p{M}\p{N}_])[A-Za-z]{3,}$/u;

/** A last word that is an abbreviation in capitals: MRI, GP. */
const ABBREVIATION = /(?<![\p{L}\p{M}\p{N}_])[A-Z]{2,}$/u;

/** Endings of words with what replaces their last letters in the plural. The first that fits counts. */
const ENDINGS: readonly (readonly [ending: RegExp, length: number, plurals: readonly string[]])[] = [
  [/(?:[b-df-hj-np-tv-xz]|qu)y$/i, 1, ['ies']],
  [/(?:s|x|z|sh)$/i, 0, ['es']],
  // Latches and stomachs, potatoes and photos: the other form of each is no word.
  [/(?:ch|o)$/i, 0, ['es', 's']],
  [/$/, 0, ['s']],
];

/**
 * Returns the plurals of a term; none in another language, and for a term whose plural would be another word.
 * @param language BCP 47
 */
export function formPlurals(name: string, language: string): readonly string[] {
  if (!/^en(?:-|$)/i.test(language)) return [];
  if (ABBREVIATION.test(name)) return [`${name}s`];
  const [word] = LAST_WORD.exec(name) ?? [];
  if (word === undefined || OTHER_IN_PLURAL.has(word.toLowerCase())) return [];
  const [, length, plurals] = ENDINGS.find(([ending]) => ending.test(word)) ?? [undefined, 0, []];
  return plurals.map((plural) => name.slice(0, name.length - length) + plural);
}

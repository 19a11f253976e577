/** Finds which keys of references a text may cite, because a library of thousands is exported for a text of few. */
import type { Chapter } from '../../core/model/publication.ts';

/** Whatever can be a key. What a key has at its end only with a letter after it is not the end of one. */
const WORD = /[\p{L}\p{N}_][^\s,;@{}[\]()"\u201C\u201D\u2018\u2019`\u2014]*/gu;
const AFTER_KEY = /[^\p{L}\p{N}\p{M}_]+$/u;

/**
 * Returns a function that says whether a text may cite a key. It is right for all keys that a citation can name.
 * @param uncited keys that are listed without a citation; `*` are all
 */
export function collectUsedKeys(
  chapters: readonly Chapter[],
  uncited: readonly string[],
): (key: string) => boolean {
  if (uncited.includes('*')) return () => true;
  const words = new Set(uncited);
  const text = chapters.map(({ source }) => source.text);
  for (const [word] of text.join('\n').matchAll(WORD)) {
    words.add(word);
    words.add(word.replace(AFTER_KEY, ''));
    for (const part of word.split(/[\u2013'|*<>]/)) words.add(part.replace(AFTER_KEY, ''));
  }
  // A key with other characters is between braces, and rare.
  return (key) =>
    words.has(key) || (/[^\p{L}\p{N}\p{M}_:.-]/u.test(key) && text.some((one) => one.includes(key)));
}

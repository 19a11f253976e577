/** Suggests the key of a setting that has another name in other programs. */
import { suggestName } from '../../lib/text/nearest.ts';

/** Keys of other programs (Pandoc, Jekyll, Hugo, mdBook), and ours. */
const NAMES_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['abstract', 'description'],
  ['author', 'authors'],
  ['categories', 'subjects'],
  ['copyright', 'rights'],
  ['cover-image', 'cover'],
  ['creator', 'authors'],
  ['date', 'published'],
  ['keywords', 'subjects'],
  ['lang', 'language'],
  ['license', 'rights'],
  ['bibliography', 'references'],
  ['lof', 'list-of-figures'],
  ['lot', 'list-of-tables'],
  ['review-date', 'next-review'],
  ['subject', 'subjects'],
  ['summary', 'description'],
  ['tags', 'subjects'],
  ['toc', 'contents-depth'],
  ['toc-depth', 'contents-depth'],
  ['uuid', 'identifier'],
]);

/** Returns the key that the author of an unknown key probably meant; an empty object if there is none. */
export function suggestKey(key: string, known: readonly string[]): { readonly near?: string } {
  const near = NAMES_ELSEWHERE.get(key.toLowerCase());
  return near !== undefined && known.includes(near) ? { near } : suggestName(key, known);
}

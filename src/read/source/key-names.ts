/** Knows the keys that other programs have for our settings (pandoc, Quarto, Jekyll, Hugo, Docusaurus, mdBook). */
import { suggestName } from '../../lib/text/nearest.ts';

/** Keys of other programs whose meaning is certain, and ours. The first one in a file is taken. */
const SYNONYMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    title: ['bookTitle', 'document-title', 'page-title'],
    subtitle: ['sub-title'],
    'short-title': ['shortTitle', 'linkTitle', 'sidebar-label', 'nav-title', 'title-short'],
    language: ['lang', 'languageCode', 'language-code', 'locale'],
    authors: ['author', 'by', 'byline', 'creator', 'creators'],
    published: ['date', 'pubDate', 'publishDate', 'publish-date', 'publication-date', 'date-published'],
    subjects: ['subject', 'keywords', 'keyword', 'tags', 'tag', 'categories', 'category', 'topics'],
    description: ['summary', 'excerpt'],
    cover: ['cover-image', 'coverImage', 'epub-cover-image', 'image', 'featured-image'],
    'chapter-level': ['epub-chapter-level', 'split-level', 'top-level-division', 'documentclass'],
    'contents-depth': ['toc-depth', 'tocDepth'],
    'number-sections': ['numbersections', 'section-numbering', 'numbered-sections'],
    'number-depth': ['secnumdepth'],
    'list-of-figures': ['lof'],
    'list-of-tables': ['lot'],
    'list-of-listings': ['lol'],
    'half-title': ['halftitle'],
    'title-page': ['titlepage'],
    rights: ['copyright', 'license'],
    'citation-style': ['csl', 'csl-style', 'citationStyle'],
  }).flatMap(([own, names]) => names.map((name) => [name.toLowerCase(), own] as const)),
);

/** Keys of other programs that only resemble one of ours in meaning. */
const HINTS: ReadonlyMap<string, string> = new Map([
  ['review-date', 'next-review'],
  ['toc', 'contents-depth'],
  ['uuid', 'identifier'],
]);

/** Keys of other programs that resemble one of ours only in their letters. */
const UNRELATED = new Set('color css header level order parent parents path sort style tile'.split(' '));

/** Returns the key with small letters and hyphens. */
const normalizeKey = (key: string): string => key.toLowerCase().replace(/[_ ]/g, '-');

/** Returns our key of the same meaning, if a place knows it; the key itself if it is ours. */
export function findOwnKey(key: string, known: readonly string[]): string | undefined {
  if (known.includes(key)) return key;
  const normal = normalizeKey(key);
  const own = known.includes(normal) ? normal : SYNONYMS.get(normal);
  return own !== undefined && known.includes(own) ? own : undefined;
}

/** Keys of pandoc, calibre and others for what the e-book's accessibility metadata says. */
const ACCESSIBILITY = /^(?:schema:)?(?:accessibility|accessible|access-?mode|a11y)/;

/** Keys of pandoc for what has its place below `metadata`. */
const BELOW_METADATA = new Set(['source', 'relation', 'coverage', 'type', 'format']);

/** What the author of an unknown key probably meant. */
export interface KeySuggestion {
  readonly near?: string;
  /** The key below which it has its place. */
  readonly below?: string;
  /** Present if the key claims something about accessibility, which is computed from the content. */
  readonly isAccessibility?: true;
}

/** Returns what the author of an unknown key probably meant; an empty object if that is unclear. */
export function suggestKey(key: string, known: readonly string[]): KeySuggestion {
  const normal = normalizeKey(key);
  if (ACCESSIBILITY.test(normal)) return { isAccessibility: true };
  if (BELOW_METADATA.has(normal) && known.includes('metadata')) return { below: 'metadata' };
  const near = HINTS.get(normal) ?? SYNONYMS.get(normal);
  if (near !== undefined && known.includes(near)) return { near };
  return UNRELATED.has(normal) ? {} : suggestName(key, known);
}

/** Adds page numbers to cross-references, because a link on paper cannot be clicked. */

import type { Element, ElementContent, Root, Text } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Book, Section } from '../../core/model/book.ts';
import type { Terms } from '../../core/model/design.ts';
import { createTermNodes } from '../../core/term-language.ts';
import { GLOSSARY_LINK } from '../../core/tree/glossary-link.ts';
import { shortenTitle } from '../../core/wording.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';
import { encodeFolioHint } from '../pagination/page-number-patch.ts';
import { isIndexPlace } from './index-places.ts';

/** A link and the text node of its page number. */
export interface CrossReference {
  readonly target: string;
  /** The link; its `lang` gets the hint by which the number is found in the printed file. */
  readonly link: Element;
  readonly number: Text;
}

/** Titles of headings, by id. */
export type ReferenceTitles = ReadonlyMap<string, string>;

/**
 * Adds page numbers to the links that lead to another section: “*What is ketamine?* (page 7)”. A link whose text is the
 * title of its target is in italics. Links within a section (but not those of an index) and the numbers of sources and notes get no page number.
 */
export function addCrossReferences(
  tree: Root,
  section: Section,
  { anchors, terms }: Pick<Book, 'anchors' | 'terms'>,
  titles: ReferenceTitles,
): readonly CrossReference[] {
  const references: CrossReference[] = [];
  visit(tree, 'element', (link) => {
    const target = findTarget(link);
    const home = target === undefined ? undefined : anchors.get(target);
    if (target === undefined || home === undefined) return undefined;
    const isPlace = isIndexPlace(link);
    if (home === section.id && !isPlace) return undefined;
    const number: Text = { type: 'text', value: '' };
    if (isPlace) {
      link.children = [createSpan(['folio'], [number])];
      references.push({ target, link, number });
      return SKIP;
    }
    const title = titles.get(target);
    setPageReference(link, number, title === undefined ? undefined : shortenTitle(title), terms);
    references.push({ target, link, number });
    return SKIP;
  });
  return references;
}

/** Adds the hint to a link. @param key of the number, see {@link encodeFolioHint} */
export function addFolioHint({ link }: CrossReference, language: string, key: number): void {
  link.properties.lang = encodeFolioHint(language, key);
}

function findTarget(link: Element): string | undefined {
  const { href, role } = link.properties;
  const isLink = link.tagName === 'a' && role === undefined && typeof href === 'string';
  // A reader looks a term up, and many of them would fill the page with numbers.
  if (hasClass(link, GLOSSARY_LINK)) return undefined;
  return isLink && href.startsWith('#') ? href.slice(1) : undefined;
}

function setPageReference(link: Element, number: Text, title: string | undefined, terms: Terms): void {
  const linked = textOf(link).trim();
  if (linked === '' && title !== undefined) link.children = [{ type: 'text', value: title }];
  const named = title !== undefined && repeatsTitle(linked === '' ? title : linked, title);
  const className = named ? ['cross-reference'] : ['link-words'];
  const label = createSpan(className, link.children);
  const [before = '', after = ''] = bindNumber(terms.pageReference ?? 'page {page}').split('{page}');
  // The number keeps the language of the link, by which it is found after printing.
  const words = (text: string) => createTermNodes(terms, 'pageReference', text);
  const page = [...words(`(${before}`), createSpan(['folio'], [number]), ...words(`${after})`)];
  link.properties.className = ['to-page'];
  link.children = [label, { type: 'text', value: ' ' }, createSpan(['page-reference'], page)];
}

/** Joins the number to the word before it with a no-break space. A word without `{page}` is followed by the number. */
const bindNumber = (words: string): string =>
  (words.includes('{page}') ? words : `${words} {page}`).replace(/ (?=\{page\})/, '\u00A0');

const createSpan = (className: readonly string[], children: readonly ElementContent[]): Element => ({
  type: 'element',
  tagName: 'span',
  properties: { className: [...className] },
  children: [...children],
});

/** Whether a text is the title or its beginning: “What are the risks?” for “What are the risks, and …”. */
function repeatsTitle(words: string, title: string): boolean {
  const [text, whole] = [normalizeWords(words), normalizeWords(title)];
  return text !== '' && (text === whole || (text.includes(' ') && whole.startsWith(`${text} `)));
}

const normalizeWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Collects the titles of all headings. */
export const collectTitles = (sections: readonly Section[]): ReferenceTitles =>
  new Map(sections.flatMap(({ headings }) => headings.map(({ id, text }) => [id, text] as const)));

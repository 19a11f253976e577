/** Cross-references: nobody can press a link on paper, so the page it leads to is printed after its words. */

import type { Element, ElementContent, Root, Text } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Book, Section } from '../../core/model/book.ts';
import type { Terms } from '../../core/model/design.ts';
import { titleInReference } from '../../core/wording.ts';
import { eachElement } from '../../lib/html/each-element.ts';
import { folioMark } from '../pagination/page-number-patch.ts';

/** A link with the place where the number of a page will stand. */
export interface CrossReference {
  readonly target: string;
  /** The link; it is given a mark by which its number is found in the file. */
  readonly link: Element;
  readonly number: Text;
}

/** What links are called by: headings by their words, figures and tables by their labels. */
export type Titles = ReadonlyMap<string, string>;

/**
 * Makes room for page numbers in the links that lead to another section. One that says the title of its target prints
 * “*What is ketamine?* on page 7”; other words are followed by “(page 7)”. Numbers of sources and notes are their own
 * reference, and where the rest of the same section is, the reader finds.
 */
export function addCrossReferences(
  tree: Root,
  section: Section,
  { anchors, terms }: Pick<Book, 'anchors' | 'terms'>,
  titles: Titles,
): readonly CrossReference[] {
  const references: CrossReference[] = [];
  eachElement(tree, (link) => {
    const target = targetOf(link);
    const home = target === undefined ? undefined : anchors.get(target);
    if (target === undefined || home === undefined || home === section.id) return undefined;
    const number: Text = { type: 'text', value: '' };
    const title = titles.get(target);
    setNumber(link, number, title === undefined ? undefined : titleInReference(title), terms);
    references.push({ target, link, number });
    return 'skip';
  });
  return references;
}

/** @param key of the number, see {@link folioMark} */
export function markReference({ link }: CrossReference, language: string, key: number): void {
  link.properties.lang = folioMark(language, key);
}

function targetOf({ tagName, properties }: Element): string | undefined {
  const { href, role } = properties;
  const isLink = tagName === 'a' && role === undefined && typeof href === 'string';
  return isLink && href.startsWith('#') ? href.slice(1) : undefined;
}

function setNumber(link: Element, number: Text, title: string | undefined, terms: Terms): void {
  const words = textOf(link).trim();
  if (words === '' && title !== undefined) link.children = [{ type: 'text', value: title }];
  const named = title !== undefined && saysTitle(words === '' ? title : words, title);
  const className = named ? ['cross-reference'] : ['link-words'];
  const said = span(className, link.children);
  const [before = '', after = ''] = named
    ? bound(terms.pageOn ?? 'on page {page}').split('{page}')
    : [`(${terms.pageReference ?? 'page'}\u00A0`, ')'];
  const page: ElementContent[] = [{ type: 'text', value: before }, span(['folio'], [number])];
  if (after !== '') page.push({ type: 'text', value: after });
  link.properties.className = ['to-page'];
  link.children = [said, { type: 'text', value: ' ' }, span(['page-reference'], page)];
}

/** The number does not begin a line. */
const bound = (words: string): string => words.replace(/ (?=\{page\})/, '\u00A0');

const span = (className: readonly string[], children: readonly ElementContent[]): Element => ({
  type: 'element',
  tagName: 'span',
  properties: { className: [...className] },
  children: [...children],
});

/** Whether the words are the title, or how it begins: “What are the risks?” for “What are the risks, and …”. */
function saysTitle(words: string, title: string): boolean {
  const [said, whole] = [plain(words), plain(title)];
  return said !== '' && (said === whole || (said.includes(' ') && whole.startsWith(`${said} `)));
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Of every heading its words, of what has a caption its label without the full stop. */
export function titlesIn(sections: readonly Section[]): Titles {
  const titles = new Map<string, string>();
  for (const { headings, body } of sections) {
    for (const { id, text } of headings) titles.set(id, text);
    eachElement(body, (element) => {
      const label = element.properties.id === undefined ? undefined : labelIn(element);
      if (label !== undefined) titles.set(String(element.properties.id), label.replace(/\.$/, ''));
    });
  }
  return titles;
}

/** Of a figure or a table. */
function labelIn({ tagName, children }: Element): string | undefined {
  if (tagName !== 'figure' && tagName !== 'table') return undefined;
  let label: string | undefined;
  eachElement({ type: 'root', children }, ({ properties: { className }, children: words }) => {
    if (!Array.isArray(className) || !className.includes('caption-label')) return;
    label ??= words.map((word) => (word.type === 'text' ? word.value : '')).join('');
  });
  return label;
}

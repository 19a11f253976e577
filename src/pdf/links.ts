/** Links on paper: nobody can press them, so the page or the address they lead to is printed after them. */
import type { Element, Root, Text } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { SKIP, visit } from 'unist-util-visit';
import type { Section } from '../model.ts';

/** The place after a link where the number of a page will stand. */
export interface PageReference {
  readonly target: string;
  readonly number: Text;
}

/** What stands in such a place until the number is known: most numbers have two digits. */
const UNKNOWN = '00';

/**
 * Makes room for page numbers after the links that lead to another section. Numbers of sources and notes are their own
 * reference, and where the rest of the same section is, the reader finds.
 * @param word before the number: `page`
 */
export function addPageReferences(
  tree: Root,
  section: Section,
  anchors: ReadonlyMap<string, string>,
  word: string,
): readonly PageReference[] {
  const references: PageReference[] = [];
  visitLinks(tree, (link, href, add) => {
    const target = href.startsWith('#') ? href.slice(1) : '';
    const home = anchors.get(target);
    if (home === undefined || home === section.id || link.properties.role !== undefined) return;
    const number: Text = { type: 'text', value: UNKNOWN };
    references.push({ target, number });
    add('page-reference', [{ type: 'text', value: `(${word}\u00A0` }, number, { type: 'text', value: ')' }]);
  });
  return references;
}

/** Prints addresses of the outside world where the text of the link does not already say them. */
export function addAddresses(tree: Root): void {
  visitLinks(tree, (link, href, add) => {
    const address = /^(?:https?|mailto|tel):/i.test(href) ? shown(href) : '';
    if (address === '' || says(textOf(link), address)) return;
    add('address', [{ type: 'text', value: `(${address})` }]);
  });
}

/** As it is printed: without what a reader need not type. */
const shown = (href: string): string =>
  href.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '').replace(/(?<=^[^/]*)\/$/, '');

/** A link says its address when it is that, or the end of it, as `doi:10.1000/1` of `doi.org/10.1000/1`. */
function says(text: string, address: string): boolean {
  const bare = (words: string): string =>
    shown(words.trim())
      .replace(/^(?:www\.|doi:\s*)/i, '')
      .replace(/[\s()-]/g, '')
      .toLowerCase();
  const words = bare(text);
  return words.length > 3 && bare(address).endsWith(words);
}

type Add = (className: string, children: Element['children']) => void;

function visitLinks(tree: Root, work: (link: Element, href: string, add: Add) => void): void {
  visit(tree, 'element', (link, index, parent) => {
    const { href } = link.properties;
    if (link.tagName !== 'a' || typeof href !== 'string' || parent === undefined || index === undefined)
      return;
    let next = index + 1;
    work(link, href, (className, children) => {
      const added: Element = {
        type: 'element',
        tagName: 'span',
        properties: { className: [className] },
        children,
      };
      parent.children.splice(next, 0, { type: 'text', value: ' ' }, added);
      next += 2;
    });
    return [SKIP, next];
  });
}

/** Sets apart pages of a book that have no heading: a dedication, an epigraph, the copyright page. */
import type { ElementContent, Root } from 'hast';
import type { BookPart } from '../core/book-parts.ts';
import type { Terms } from '../core/model/design.ts';
import { visit } from '../lib/html/visit.ts';

/** Returns the word for a page without a heading, for the places that need a title; else an empty text. */
export const nameUntitled = (part: BookPart | undefined, terms: Terms): string =>
  part === undefined ? '' : (terms[`part-${part}`] ?? '');

/**
 * Puts the content of such a page into one element that style sheets know. Changes the tree in place.
 * @param id of the chapter, which links to the chapter lead to
 */
export function markUntitled(tree: Root, id: string, part: BookPart): void {
  const children = tree.children.filter((child): child is ElementContent => child.type !== 'doctype');
  // The whole page is the epigraph already.
  visit(tree, 'element', (element) => {
    if (element.properties.role === `doc-${part}`) delete element.properties.role;
  });
  const properties = { id, className: ['untitled', `untitled-${part}`] };
  tree.children = [{ type: 'element', tagName: 'div', properties, children }];
}

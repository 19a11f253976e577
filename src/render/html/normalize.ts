/**
 * Normalizes a chapter's HTML: removes empty paragraphs, disables nested links, and converts `<a name>` to ids and
 * `align` to classes.
 */
import type { Element, Root } from 'hast';
import { visit } from '../../lib/html/visit.ts';
import { alignByClass } from './alignment.ts';

/** Changes a chapter's tree in place. */
export function normalizeHtml(tree: Root): void {
  visit(tree, 'element', (element, index, parent) => {
    const { tagName, properties } = element;
    if (properties.align !== undefined) alignByClass(element);
    if (tagName === 'a') {
      convertNameToId(element);
      visit(element, 'element', (inner) => {
        if (inner !== element && inner.tagName === 'a') disableLink(inner);
      });
    }
    const isEmpty = element.children.every((child) => child.type === 'text' && child.value.trim() === '');
    if (tagName !== 'p' || !isEmpty || properties.id !== undefined) return undefined;
    if (parent === undefined || index === undefined) return undefined;
    // The HTML parser leaves an empty paragraph where a block ends a paragraph early.
    parent.children.splice(index, 1);
    return index;
  });
}

/** Converts `<a name>` of HTML 4 to an id. */
function convertNameToId({ properties }: Element): void {
  if (properties.name !== undefined) properties.id ??= properties.name;
  delete properties.name;
}

/** Disables a link inside another link, as a note reference in a link's text. The outer link remains. */
function disableLink(link: Element): void {
  link.tagName = 'span';
  delete link.properties.href;
  delete link.properties.role;
}

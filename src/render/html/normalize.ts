/** What HTML allows to be written, and nobody to be printed: links in links, empty paragraphs, old names of places. */
import type { Element, Root } from 'hast';
import { visit } from '../../lib/html/visit.ts';

/** Changes a chapter in place. */
export function tidy(tree: Root): void {
  visit(tree, 'element', (element, index, parent) => {
    const { tagName, properties } = element;
    if (tagName === 'a') {
      nameToId(element);
      visit(element, 'element', (inner) => {
        if (inner !== element && inner.tagName === 'a') unlink(inner);
      });
    }
    const isEmpty = element.children.every((child) => child.type === 'text' && child.value.trim() === '');
    if (tagName !== 'p' || !isEmpty || properties.id !== undefined) return undefined;
    if (parent === undefined || index === undefined) return undefined;
    // HTML leaves one behind where a block ends a paragraph early.
    parent.children.splice(index, 1);
    return index;
  });
}

/** HTML 4 named a place with `<a name>`. */
function nameToId({ properties }: Element): void {
  if (properties.name !== undefined) properties.id ??= properties.name;
  delete properties.name;
}

/** The mark of a note in the words of a link: the link outside is the one that is meant. */
function unlink(link: Element): void {
  link.tagName = 'span';
  delete link.properties.href;
  delete link.properties.role;
}

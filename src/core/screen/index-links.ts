/** Writes the places of an index as links to the sections that they are in: an e-book has no pages of its own. */
import type { ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { hasClass } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';

/** Changes the tree in place. A section in which an entry has several places is named once. */
export function writeIndexLinks(tree: Root): void {
  visit(tree, 'element', (element) => {
    if (!hasClass(element, 'index-places')) return;
    let before = '';
    element.children = element.children.flatMap((link): readonly ElementContent[] => {
      if (link.type !== 'element' || textOf(link) === before) return [];
      const separator = before === '' ? [] : [{ type: 'text', value: ', ' } as const];
      before = textOf(link);
      delete link.properties.dataEnd;
      return [...separator, link];
    });
  });
}

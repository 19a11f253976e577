/** Makes header cells without content ordinary cells, because a header that says nothing names no column (WCAG 2.2, 1.3.1). */
import type { Root } from 'hast';
import { visit } from '../../lib/html/visit.ts';

/** Changes the tree in place. */
export function dropEmptyHeaders(tree: Root): void {
  visit(tree, { type: 'element', tagName: 'th' }, (cell) => {
    if (cell.children.some((child) => child.type !== 'text' || child.value.trim() !== '')) return;
    cell.tagName = 'td';
    delete cell.properties.scope;
    if (cell.properties.role !== undefined) cell.properties.role = 'cell';
  });
}

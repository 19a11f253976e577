/**
 * Makes an author's HTML conform to the content model, so that it cannot make the e-book invalid: repairs
 * attribute values and the nesting of elements. Valid content stays unchanged.
 */
import type { ElementContent, Root } from 'hast';
import { normalizeAttributes } from '../../lib/html/attributes.ts';
import { toFlowContent } from '../../lib/html/content-model.ts';
import { FOREIGN } from '../../lib/html/elements.ts';
import { normalizeHeadings } from '../../lib/html/headings.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';

/** Repairs the tree in place, and removes comments and document types. */
export function conformTree(tree: Root): void {
  visit(tree, (node, index, parent) => {
    if ((node.type === 'comment' || node.type === 'doctype') && parent !== undefined && index !== undefined) {
      parent.children.splice(index, 1);
      return index;
    }
    if (node.type !== 'element') return;
    normalizeAttributes(node);
    // Formulas are generated, and their attributes of the same names have other values: a length may have a unit.
    return FOREIGN.has(node.tagName) ? SKIP : undefined;
  });
  tree.children = toFlowContent(tree.children as ElementContent[]);
  normalizeHeadings(tree);
}

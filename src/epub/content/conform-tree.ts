/**
 * Keeps whatever an author wrote from making the e-book invalid: attributes say what they may say, elements stand where they
 * may stand. What is valid stays as it is.
 */
import type { ElementContent, Root } from 'hast';
import { conformAttributes } from '../../lib/html/attributes.ts';
import { flow } from '../../lib/html/content-model.ts';
import { FOREIGN } from '../../lib/html/elements.ts';
import { settleHeadings } from '../../lib/html/headings.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';

/** Changes the tree in place; comments and document types go. */
export function conform(tree: Root): void {
  visit(tree, (node, index, parent) => {
    if ((node.type === 'comment' || node.type === 'doctype') && parent !== undefined && index !== undefined) {
      parent.children.splice(index, 1);
      return index;
    }
    if (node.type !== 'element') return;
    conformAttributes(node);
    // What a formula says is ours, and other attributes of the same names: a length may have a unit.
    return FOREIGN.has(node.tagName) ? SKIP : undefined;
  });
  tree.children = flow(tree.children as ElementContent[]);
  settleHeadings(tree);
}

/** XML out of trees: the one place that writes it, for files that are also read as HTML. */

import type { ElementContent, Root, RootContent } from 'xast';
import { toXml } from 'xast-util-to-xml';
import { visit } from '../html/visit.ts';

/** Elements without content: those of XHTML and of the package document. */
const EMPTY_END =
  /><\/(?:area|base|br|col|embed|hr|img|input|item|itemref|link|meta|reference|source|track|wbr)>/g;

/** @param nodes well-formed, with their namespaces */
export function xmlOf(nodes: Root | readonly (ElementContent | RootContent)[]): string {
  // `<br />`, but `<td></td>`: an empty element in the short form swallows what follows where XHTML is read as HTML.
  // In text, the end of a CDATA section is forbidden (XML 1.0, section 2.4); the serialiser lets it pass.
  if ('type' in nodes) sectionsAsText(nodes);
  return toXml(nodes as Root)
    .replaceAll(']]>', ']]&gt;')
    .replace(EMPTY_END, ' />');
}

/** What a file had in CDATA sections is text like any other. In place. */
function sectionsAsText(tree: Root): void {
  visit(tree, 'cdata', ({ value }, index, parent) => {
    if (parent !== undefined && index !== undefined) parent.children[index] = { type: 'text', value };
  });
}

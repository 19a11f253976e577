/** Serializes XML trees. No other file writes XML, because these files are also read as HTML. */
import type { ElementContent, Root, RootContent } from 'xast';
import { toXml } from 'xast-util-to-xml';
import { visit } from '../html/visit.ts';

/** The end tags of empty elements of XHTML and of the package document. */
const EMPTY_END =
  /><\/(?:area|base|br|col|embed|hr|img|input|item|itemref|link|meta|reference|source|track|wbr)>/g;

/** Returns the XML of a tree. @param nodes well-formed, with their namespaces */
export function serializeXml(nodes: Root | readonly (ElementContent | RootContent)[]): string {
  // `<br />`, but `<td></td>`: an HTML parser takes `<td />` for a start tag.
  // Text must not contain the end of a CDATA section (XML 1.0, section 2.4); `toXml` does not escape it.
  if ('type' in nodes) replaceCdataSections(nodes);
  return toXml(nodes as Root)
    .replaceAll(']]>', ']]&gt;')
    .replace(EMPTY_END, ' />');
}

/** Replaces CDATA sections by text, in place. */
function replaceCdataSections(tree: Root): void {
  visit(tree, 'cdata', ({ value }, index, parent) => {
    if (parent !== undefined && index !== undefined) parent.children[index] = { type: 'text', value };
  });
}

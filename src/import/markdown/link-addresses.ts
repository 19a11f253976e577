/** Makes links of the addresses that a text writes out. */
import type { Link, PhrasingContent, Root } from 'mdast';
import { SKIP, visit } from '../../lib/html/visit.ts';

/** An address without the punctuation after it. Its parts alternate with text where a text is split by it. */
const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]])/g;

/** Makes the links, in place. */
export function linkAddresses(tree: Root): void {
  visit(tree, (node, index, parent) => {
    if (node.type === 'link') return SKIP;
    if (node.type !== 'text' || parent === undefined || index === undefined) return undefined;
    const parts = node.value.split(ADDRESS);
    if (parts.length === 1) return undefined;
    const nodes = parts.flatMap((part, at): PhrasingContent[] => {
      if (at % 2 === 1) return [buildLink(part)];
      return part === '' ? [] : [{ type: 'text', value: part }];
    });
    (parent.children as unknown[]).splice(index, 1, ...nodes);
    return [SKIP, index + nodes.length];
  });
}

const buildLink = (url: string): Link => ({ type: 'link', url, children: [{ type: 'text', value: url }] });

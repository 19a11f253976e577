/** Brackets around the small text of ruby. */
import type { Element } from 'xast';
import { named } from '../../lib/xml/elements.ts';
import type { OpenPackage } from './open-package.ts';

/**
 * Adobe's engines set ruby into the line: without brackets a word and how it is read run together. EPUBCheck has a usage
 * message for them (HTM-055), as readers of today do without.
 */
export function rubyInBrackets(book: OpenPackage): OpenPackage {
  for (const { tree } of book.documents) for (const ruby of named(tree, 'ruby')) addBrackets(ruby);
  return book;
}

/** `rt rt` → `( rt , rt )`. HTML Living Standard, 4.5.10. */
function addBrackets(ruby: Element): void {
  if (named(ruby, 'rp').length > 0) return;
  ruby.children = ruby.children.flatMap((child, index, all) => {
    if (!isText(child)) return [child];
    const opening = isText(all[index - 1]) ? [] : [bracket('(')];
    return [...opening, child, bracket(isText(all[index + 1]) ? ', ' : ')')];
  });
}

const isText = (node: Element['children'][number] | undefined): boolean =>
  node?.type === 'element' && node.name === 'rt';

const bracket = (value: string): Element => ({
  type: 'element',
  name: 'rp',
  attributes: {},
  children: [{ type: 'text', value }],
});

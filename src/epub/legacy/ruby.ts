/** Adds parentheses around the annotations of ruby. */
import type { Element } from 'xast';
import { findElements } from '../../lib/xml/elements.ts';
import type { OpenPackage } from './open-package.ts';

/**
 * Adds parentheses, because Adobe's engines set ruby into the line, where a word and its reading would run
 * together. EPUBCheck reports a usage message for them (HTM-055), because current readers do not need them.
 */
export function addRubyBrackets(book: OpenPackage): OpenPackage {
  for (const { tree } of book.documents) for (const ruby of findElements(tree, 'ruby')) addBrackets(ruby);
  return book;
}

/** `rt rt` → `( rt , rt )`. HTML Living Standard, 4.5.10. */
function addBrackets(ruby: Element): void {
  if (findElements(ruby, 'rp').length > 0) return;
  ruby.children = ruby.children.flatMap((child, index, all) => {
    if (!isRubyText(child)) return [child];
    const opening = isRubyText(all[index - 1]) ? [] : [createBracket('(')];
    return [...opening, child, createBracket(isRubyText(all[index + 1]) ? ', ' : ')')];
  });
}

const isRubyText = (node: Element['children'][number] | undefined): boolean =>
  node?.type === 'element' && node.name === 'rt';

const createBracket = (value: string): Element => ({
  type: 'element',
  name: 'rp',
  attributes: {},
  children: [{ type: 'text', value }],
});

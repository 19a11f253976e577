/**
 * Leaves out marks for a list of contents, which books have anyway: `[TOC]` of Python-Markdown, `[[_TOC_]]` of
 * GitLab, and the list before `{:toc}` of kramdown.
 */
import type { List, Nodes, Paragraph, Root } from 'mdast';
import type { SourceFile } from '../../../core/source-location.ts';
import { visit } from '../../../lib/html/visit.ts';
import type { DialectSyntax } from './dialect.ts';

const MARK = /^(?:\[toc\]|\[\[_?toc_?\]\]|\$\{toc\})$/i;
const OF_KRAMDOWN = /\n[ \t>]*\{:[ \t]*toc\b[^{}\n]{0,100}\}$/;

export const contentsMarks: DialectSyntax = {
  transform: (tree: Root, source) => {
    visit(tree, (node, index, parent) => {
      if (parent === undefined || index === undefined || !isMark(node, source)) return undefined;
      parent.children.splice(index, 1);
      return index;
    });
  },
};

function isMark(node: Nodes, source: SourceFile): boolean {
  if (node.type === 'paragraph') return isWritten(node, source, MARK);
  return node.type === 'list' && isContentsList(node, source);
}

const isWritten = ({ position }: Paragraph, { text }: SourceFile, pattern: RegExp): boolean =>
  position !== undefined && pattern.test(text.slice(position.start.offset, position.end.offset).trim());

function isContentsList({ children }: List, source: SourceFile): boolean {
  const [item, ...others] = children;
  const [words, ...blocks] = item?.children ?? [];
  if (others.length > 0 || blocks.length > 0 || words?.type !== 'paragraph') return false;
  return isWritten(words, source, OF_KRAMDOWN);
}

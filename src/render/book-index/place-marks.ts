/** Puts marks of the index that are alone in a paragraph into the block after them, so that no empty paragraph is printed. */
import type { Paragraph, Parents, PhrasingContent, Root, RootContent } from 'mdast';
import { SKIP, visit } from '../../lib/html/visit.ts';

/** Blocks that words, and so marks, can be in. */
type WithWords = Extract<RootContent, { children: PhrasingContent[] }>;

/** Changes the tree in place. */
export function placeIndexMarks(tree: Root): void {
  visit(tree, 'paragraph', (paragraph, index, parent) => {
    if (parent === undefined || index === undefined || !hasOnlyMarks(paragraph)) return undefined;
    const after = findWords(parent.children[index + 1]);
    const before = after === undefined ? findWords(parent.children[index - 1]) : undefined;
    if (after === undefined && before === undefined) return undefined;
    after?.children.unshift(...paragraph.children);
    before?.children.push(...paragraph.children);
    parent.children.splice(index, 1);
    return [SKIP, index];
  });
}

const hasOnlyMarks = ({ children }: Paragraph): boolean =>
  children.some(({ type }) => type === 'indexMark') &&
  children.every(
    (child) =>
      (child.type === 'indexMark' && child.children.length === 0) ||
      (child.type === 'text' && child.value.trim() === ''),
  );

/** Finds the first block in a node that can have words. */
function findWords(node: RootContent | undefined): WithWords | undefined {
  if (node === undefined) return undefined;
  if (node.type === 'paragraph' || node.type === 'heading') return node;
  return 'children' in node && node.type !== 'table' ? findWords((node as Parents).children[0]) : undefined;
}

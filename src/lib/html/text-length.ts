/** Counts the letters of a tree without joining its text: most of those who ask only compare the number. */
import type { Nodes } from 'hast';

/** Returns the length of what `hast-util-to-string` returns, in UTF-16 code units. */
export function textLength(node: Nodes): number {
  if (node.type === 'text') return node.value.length;
  if (!('children' in node)) return 0;
  let length = 0;
  for (const child of node.children) length += textLength(child);
  return length;
}

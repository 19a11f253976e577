/** Puts a block on a landscape page of its own. */
import type { Element, Root, RootContent } from 'hast';
import { TABLE_NOTES } from '../../../core/tree/table-notes.ts';
import { hasClass } from '../../../lib/html/classes.ts';

const isNotes = (node: RootContent | undefined): boolean =>
  node?.type === 'element' && hasClass(node, TABLE_NOTES);

/**
 * Puts a block of a tree and the headings right above it, and the notes of a table below it, on a landscape page, so that no heading stays alone on the page
 * before. Changes the tree in place.
 * @param page name of the landscape page
 */
export function putOnTurnedPage(tree: Root, block: Element, page: string, className?: string): void {
  const at = tree.children.indexOf(block);
  const below = tree.children.findIndex((node, index) => index > at && node.type === 'element');
  const end = isNotes(tree.children[below]) ? below : at;
  let start = at;
  for (let index = at - 1; index >= 0; index -= 1) {
    const before = tree.children[index];
    if (before?.type === 'element' && /^h[2-6]$/.test(before.tagName)) start = index;
    else if (before?.type !== 'text' || before.value.trim() !== '') break;
  }
  const children = tree.children.slice(start, end + 1) as Element['children'];
  const properties = { ...(className && { className: [className] }), style: `page: ${page}` };
  tree.children.splice(start, children.length, { type: 'element', tagName: 'div', properties, children });
}

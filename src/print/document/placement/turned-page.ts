/** Puts a block on a landscape page of its own. */
import type { Element, Root } from 'hast';

/**
 * Puts a block of a tree and the headings right above it on a landscape page, so that no heading stays alone on the page
 * before. Changes the tree in place.
 * @param page name of the landscape page
 */
export function putOnTurnedPage(tree: Root, block: Element, page: string, className?: string): void {
  const end = tree.children.indexOf(block);
  let start = end;
  for (let index = end - 1; index >= 0; index -= 1) {
    const before = tree.children[index];
    if (before?.type === 'element' && /^h[2-6]$/.test(before.tagName)) start = index;
    else if (before?.type !== 'text' || before.value.trim() !== '') break;
  }
  const children = tree.children.slice(start, end + 1) as Element['children'];
  const properties = { ...(className && { className: [className] }), style: `page: ${page}` };
  tree.children.splice(start, children.length, { type: 'element', tagName: 'div', properties, children });
}

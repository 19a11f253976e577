/** Headings that a screen reader's user can move by: each has words, and none skips a level. What is wrong was reported. */
import type { ElementContent, Root } from 'hast';
import { HEADING, isBlank, renamed } from './elements.ts';
import { visit } from './visit.ts';

/** In place. The first heading is as it is: a chapter that was divided may go on at any level. */
export function settleHeadings(tree: Root): void {
  let above: number | undefined;
  visit(tree, 'element', (element, index, parent) => {
    if (!HEADING.test(element.tagName) || parent === undefined || index === undefined) return;
    if (above !== undefined && isSilent(element)) {
      parent.children[index] = renamed(element, 'div');
      return;
    }
    const level = Math.min(Number(element.tagName[1]), (above ?? 6) + 1);
    element.tagName = `h${level}`;
    above = level;
  });
}

/** Nothing in it is read aloud. */
const isSilent = (node: ElementContent): boolean => {
  if (node.type !== 'element') return isBlank(node) || node.type !== 'text';
  return !['img', 'math', 'svg'].includes(node.tagName) && node.children.every(isSilent);
};

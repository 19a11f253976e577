/**
 * Normalizes headings for navigation with a screen reader: each has content, and none skips a level. An
 * earlier stage reports wrong headings.
 */
import type { ElementContent, Root } from 'hast';
import { HEADING, isBlank, renameElement } from './elements.ts';
import { visit } from './visit.ts';

/**
 * Changes levels in place. The first heading keeps its level, because a divided chapter can continue at any
 * level.
 */
export function normalizeHeadings(tree: Root): void {
  let previousLevel: number | undefined;
  visit(tree, 'element', (element, index, parent) => {
    if (!HEADING.test(element.tagName) || parent === undefined || index === undefined) return;
    if (previousLevel !== undefined && hasNoContent(element)) {
      parent.children[index] = renameElement(element, 'div');
      return;
    }
    const level = Math.min(Number(element.tagName[1]), (previousLevel ?? 6) + 1);
    element.tagName = `h${level}`;
    previousLevel = level;
  });
}

/** Returns whether a screen reader would read nothing. */
const hasNoContent = (node: ElementContent): boolean => {
  if (node.type !== 'element') return isBlank(node) || node.type !== 'text';
  return !['img', 'math', 'svg'].includes(node.tagName) && node.children.every(hasNoContent);
};

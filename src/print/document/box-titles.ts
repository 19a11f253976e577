/** Gives the titles of boxes a place among the headings: in the tags all of them, in the outline that of an emergency. */

import type { Element, Root } from 'hast';
import { hasClass } from '../../lib/html/classes.ts';
import { HEADING } from '../../lib/html/elements.ts';

/**
 * Sets the level of each box title, one below that of the heading before it, so that no level is skipped. Changes the tree.
 * The title of an urgent box is a heading for Chromium, too, which writes it into the outline.
 */
export function setBoxTitleLevels(tree: Root): void {
  walk(tree, 0);
}

/** @returns the level of the last heading; headings in a box count for the box alone */
function walk(parent: Root | Element, before: number): number {
  let level = before;
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    if (HEADING.test(child.tagName)) level = Number(child.tagName.slice(1));
    else if (hasClass(child, 'box')) walk(child, markTitle(child, Math.min(level + 1, 6)));
    else level = walk(child, level);
  }
  return level;
}

function markTitle(box: Element, level: number): number {
  const title = box.children.find((child) => child.type === 'element' && hasClass(child, 'box-title'));
  if (title?.type !== 'element') return level;
  title.properties.ariaLevel = String(level);
  if (hasClass(box, 'box-urgent')) title.properties.role = 'heading';
  return level;
}

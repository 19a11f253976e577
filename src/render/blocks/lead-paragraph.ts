/** Marks a short first paragraph after the title as the lead. */
import type { Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { addClass } from '../../lib/html/classes.ts';

/** Longest lead, in characters. */
const MAX_LEAD_LENGTH = 280;

/** Adds the class `lead` to the first paragraph, if it is short. Changes a chapter in place. */
export function markLead(tree: Root): void {
  const [title, first] = tree.children.filter(({ type }) => type === 'element');
  if (title?.type !== 'element' || title.tagName !== 'h1') return;
  if (first?.type !== 'element' || first.tagName !== 'p') return;
  if (textOf(first).length <= MAX_LEAD_LENGTH) addClass(first, 'lead');
}

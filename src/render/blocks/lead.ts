/** The first paragraph after the title, where it is short: one sentence that says the main point. */
import type { Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';

/** Longer than this is text, not a lead. Characters. */
const LONGEST_LEAD = 280;

export function markLead(tree: Root): void {
  const [title, first] = tree.children.filter(({ type }) => type === 'element');
  if (title?.type !== 'element' || title.tagName !== 'h1') return;
  if (first?.type !== 'element' || first.tagName !== 'p') return;
  if (textOf(first).length <= LONGEST_LEAD) first.properties.className = ['lead'];
}

/** Inserts page breaks into the tree of a section (EPUB 3.3, 5.4.2; DPUB-ARIA 1.1, `doc-pagebreak`). */

import type { Element, ElementContent, Root, RootContent } from 'hast';
import { hasClass } from '../../lib/html/classes.ts';
import type { TreePosition } from './comparable-text.ts';

/** The start of a printed page. */
export interface PageBreak {
  readonly id: string;
  /** The printed page number alone, because a screen reader reads it aloud. */
  readonly label: string;
}

/** Inserts page breaks in place. @param marks in the order of the text */
export function insertPageBreaks(marks: readonly (PageBreak & { readonly position: TreePosition })[]): void {
  // From the end, so that the offsets before a page break stay valid.
  for (const { id, label, position } of marks.toReversed())
    insertAt(createPageBreak({ id, label }), position);
}

export const createPageBreak = ({ id, label }: PageBreak): Element => ({
  type: 'element',
  tagName: 'span',
  properties: { id, role: 'doc-pagebreak', 'epub:type': 'pagebreak', ariaLabel: label },
  children: [],
});

export const isPageBreak = (node: RootContent): boolean =>
  node.type === 'element' && node.properties.role === 'doc-pagebreak';

function insertAt(mark: Element, { node, parents, offset }: TreePosition): void {
  const parent = parents.at(-1);
  const index = parent?.children.indexOf(node) ?? -1;
  if (parent === undefined || index < 0) return;
  const before = node.type === 'text' ? node.value.slice(0, offset) : '';
  if (before.trim() !== '' || !hasOnlySpaceBefore(parent, index)) {
    parent.children.splice(before === '' ? index : index + 1, 0, ...splitText(node, offset, mark));
    return;
  }
  const [outer, at] = findOutermostPosition(parents, index);
  outer.children.splice(at, 0, mark);
}

/**
 * Splits a text. The node keeps the text before the page break, because another page break may be inserted
 * there.
 */
function splitText(node: TreePosition['node'], offset: number, mark: Element): readonly ElementContent[] {
  if (node.type !== 'text' || offset === 0) return [mark];
  const after: ElementContent = { type: 'text', value: node.value.slice(offset) };
  node.value = node.value.slice(0, offset);
  return [mark, after];
}

/**
 * Elements that a page break precedes instead of being their first child: otherwise the page number would
 * become part of the name of a link, a heading, a table or a box, and a caption must be the first in its figure.
 */
const BREAK_BEFORE = new Set('a h1 h2 h3 h4 h5 h6 figcaption figure picture table'.split(' '));
const BREAK_BEFORE_CLASSES = ['box', 'box-title'];

const isAfterBreak = (element: Element): boolean =>
  BREAK_BEFORE.has(element.tagName) || BREAK_BEFORE_CLASSES.some((name) => hasClass(element, name));

const NO_BREAK_INSIDE = new Set(['hgroup', 'ruby']);

/** Finds the outermost position for a page break that precedes all content of the innermost parent. */
function findOutermostPosition(
  parents: TreePosition['parents'],
  index: number,
): readonly [Root | Element, number] {
  let [depth, at] = [parents.length - 1, index];
  let best: readonly [number, number] = [depth, index];
  for (let parent = parents[depth]; depth > 0; parent = parents[depth]) {
    const outer = parents[depth - 1];
    if (parent?.type !== 'element' || outer === undefined || !hasOnlySpaceBefore(parent, at)) break;
    if (!isAfterBreak(parent) && !MAY_PRECEDE_WORD.has(parent.tagName)) break;
    at = outer.children.indexOf(parent);
    depth -= 1;
    const isClosed = outer.type === 'element' && NO_BREAK_INSIDE.has(outer.tagName);
    if (isAfterBreak(parent) && !isClosed) best = [depth, at];
  }
  return [parents[best[0]] ?? { type: 'root', children: [] }, best[1]];
}

/** Elements that may be between a heading, a link or a table and its first word, if that is in a caption or header. */
const MAY_PRECEDE_WORD = new Set(
  'abbr b bdi bdo caption cite code dfn em i kbd mark q s samp small span strong sub sup th thead tr'.split(
    ' ',
  ),
);

/** Returns whether only white space precedes a child. */
const hasOnlySpaceBefore = ({ children }: Root | Element, index: number): boolean =>
  children.slice(0, index).every((child) => child.type === 'text' && child.value.trim() === '');

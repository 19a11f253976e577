/** The marks of pages in the tree of a section (EPUB 3.3, 5.4.2; DPUB-ARIA 1.1, `doc-pagebreak`). */
import type { Element, ElementContent, Root, RootContent } from 'hast';
import type { Spot } from './comparable-text.ts';

export interface PageMark {
  readonly id: string;
  /** The number that is printed on the page, and nothing else: that is what is read out. */
  readonly label: string;
}

/** Changes the tree. @param marks in the order of the text */
export function insertMarks(marks: readonly (PageMark & { readonly spot: Spot })[]): void {
  // From the end, so that offsets and texts before a mark stay as they are.
  for (const { id, label, spot } of marks.toReversed()) insert(markElement({ id, label }), spot);
}

export const markElement = ({ id, label }: PageMark): Element => ({
  type: 'element',
  tagName: 'span',
  properties: { id, role: 'doc-pagebreak', 'epub:type': 'pagebreak', ariaLabel: label },
  children: [],
});

export const isMark = (node: RootContent): boolean =>
  node.type === 'element' && node.properties.role === 'doc-pagebreak';

function insert(mark: Element, { node, parents, offset }: Spot): void {
  const parent = parents.at(-1);
  const index = parent?.children.indexOf(node) ?? -1;
  if (parent === undefined || index < 0) return;
  const before = node.type === 'text' ? node.value.slice(0, offset) : '';
  if (before.trim() !== '' || !isLedBy(parent, index)) {
    parent.children.splice(before === '' ? index : index + 1, 0, ...split(node, offset, mark));
    return;
  }
  const [outer, at] = outermost(parents, index);
  outer.children.splice(at, 0, mark);
}

/** The node keeps what is before the mark, for it may be that another mark goes there. */
function split(node: Spot['node'], offset: number, mark: Element): readonly ElementContent[] {
  if (node.type !== 'text' || offset === 0) return [mark];
  const after: ElementContent = { type: 'text', value: node.value.slice(offset) };
  node.value = node.value.slice(0, offset);
  return [mark, after];
}

/**
 * Elements before which a mark stands rather than in them: a link or a heading would be called by the number of the page
 * too, and a caption must be the first in its figure.
 */
const LEFT = new Set('a h1 h2 h3 h4 h5 h6 figcaption figure picture'.split(' '));
const CLOSED = new Set(['hgroup', 'ruby']);

/** @returns where a mark goes that stands before all content of the innermost of these */
function outermost(parents: Spot['parents'], index: number): readonly [Root | Element, number] {
  let [depth, at] = [parents.length - 1, index];
  let best: readonly [number, number] = [depth, index];
  for (let parent = parents[depth]; depth > 0; parent = parents[depth]) {
    const outer = parents[depth - 1];
    if (parent?.type !== 'element' || outer === undefined || !isLedBy(parent, at)) break;
    if (!LEFT.has(parent.tagName) && !PHRASES.has(parent.tagName)) break;
    at = outer.children.indexOf(parent);
    depth -= 1;
    const isClosed = outer.type === 'element' && CLOSED.has(outer.tagName);
    if (LEFT.has(parent.tagName) && !isClosed) best = [depth, at];
  }
  return [parents[best[0]] ?? { type: 'root', children: [] }, best[1]];
}

/** What may stand between a heading or a link and its first word. */
const PHRASES = new Set(
  'abbr b bdi bdo cite code dfn em i kbd mark q s samp small span strong sub sup'.split(' '),
);

/** Whether nothing but white space stands before a child. */
const isLedBy = ({ children }: Root | Element, index: number): boolean =>
  children.slice(0, index).every((child) => child.type === 'text' && child.value.trim() === '');

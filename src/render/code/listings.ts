/**
 * Builds listings with what their authors wrote about them: a title, numbers of lines, and marked, added and removed lines. The
 * numbers and the signs are no text of the tree, so that copied code has none; the styles draw them.
 */
import type { Element, ElementContent, Root } from 'hast';
import type { Listing } from '../../core/model/listing.ts';
import { addClass } from '../../lib/html/classes.ts';
import { createElement } from '../../lib/html/elements.ts';
import { splitLines } from '../../lib/html/split-lines.ts';
import { visit } from '../../lib/html/visit.ts';

/**
 * Builds the listings of a chapter, in place. A listing with a title becomes `figure.listing`, with a `figcaption` above the code;
 * in one with facts about lines, each line is a `span.code-line`.
 */
export function buildListings(tree: Root): void {
  visit(tree, 'element', (pre, index, parent) => {
    const { dataListing: written } = pre.properties;
    if (pre.tagName !== 'pre' || typeof written !== 'string') return;
    delete pre.properties.dataListing;
    const listing = JSON.parse(written) as Listing;
    wrapLines(pre, listing);
    const { id, title } = listing;
    const figure = title === undefined ? undefined : buildFigure(pre, title);
    if (id !== undefined) (figure ?? pre).properties.id = id;
    if (figure !== undefined && parent !== undefined && index !== undefined) parent.children[index] = figure;
  });
}

/** The name of a file, which is set as code. */
const FILE = /^[\w@~.+/\\-]*\.\w+$/;

function buildFigure(pre: Element, title: string): Element {
  const words: ElementContent = { type: 'text', value: title };
  const caption = createElement('figcaption', [FILE.test(title) ? createElement('code', [words]) : words]);
  const figure = createElement('figure', [caption, pre], { className: ['listing'] });
  return pre.position ? { ...figure, position: pre.position } : figure;
}

/** Wraps the lines of a listing if there is something about one of them. */
function wrapLines(pre: Element, { firstNumber, marked = [], added = [], removed = [] }: Listing): void {
  const code = pre.children.find((child) => child.type === 'element' && child.tagName === 'code');
  const hasSigns = added.length + removed.length > 0;
  if (code?.type !== 'element' || (firstNumber === undefined && marked.length === 0 && !hasSigns)) return;
  const classes = [
    ['marked', new Set(marked)],
    ['added', new Set(added)],
    ['removed', new Set(removed)],
  ] as const;
  const lines = splitLines(code.children);
  code.children = lines.map((children, index) => {
    const names = classes.flatMap(([name, numbers]) => (numbers.has(index + 1) ? [name] : []));
    const number = firstNumber === undefined ? {} : { dataLine: String(firstNumber + index) };
    return createElement('span', children, { className: ['code-line', ...names], ...number });
  });
  if (hasSigns) addClass(pre, 'signed');
  if (firstNumber === undefined) return;
  addClass(pre, 'numbered');
  addClass(pre, `digits-${String(firstNumber + lines.length - 1).length}`);
}

/**
 * Wraps each line of a listing in an element, so that the styles can mark a continued line (styles/code.css) and so
 * that a page break is possible only between two lines. The mark is an image, so it is not copied with the code. Lines that
 * render/code/listings.ts has wrapped keep what it says about them.
 */

import type { Element, ElementContent, Root } from 'hast';
import { addClass, hasClass, listClasses } from '../../lib/html/classes.ts';
import { createElement, isElementNamed } from '../../lib/html/elements.ts';
import { splitLines } from '../../lib/html/split-lines.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';

/** A listing of up to this number of lines is not broken across pages. */
const MAX_UNBROKEN_LINES = 12;

/** Wraps the lines of all listings of a tree, in place. */
export function wrapCodeLines(tree: Root): void {
  visit(tree, 'element', (pre) => {
    if (pre.tagName !== 'pre') return undefined;
    const code = findOrCreateCode(pre);
    const lines = readLines(code);
    if (lines.length <= MAX_UNBROKEN_LINES) addClass(pre, 'short');
    // The background of the inner element is repeated in each line of the page, the outer element is one block.
    code.children = lines.map(buildLine);
    pre.children = [code];
    return SKIP;
  });
}

/** A line, with what the tree of the chapter says about it. */
interface CodeLine {
  readonly children: ElementContent[];
  readonly classes: readonly string[];
  readonly number?: string;
}

function readLines({ children }: Element): readonly CodeLine[] {
  if (children.length === 0 || !children.every(isLine)) {
    return splitLines(children).map((line) => ({ children: line, classes: ['code-line'] }));
  }
  return children.map((line) => {
    const { dataLine: number } = line.properties;
    return {
      ...{ children: line.children, classes: listClasses(line) },
      ...(number !== undefined && { number: String(number) }),
    };
  });
}

const isLine = (node: ElementContent): node is Element =>
  node.type === 'element' && hasClass(node, 'code-line');

/** The minus sign, which is as wide as the plus sign. */
const REMOVED_SIGN = '\u2212';

/** Builds a line. Screen readers skip its number, but not the sign of an added or removed line. */
function buildLine({ children, classes, number }: CodeLine): Element {
  const sign = classes.includes('added') ? '+' : classes.includes('removed') ? REMOVED_SIGN : undefined;
  expandTabs(children, 0);
  const labels = [
    ...(number === undefined ? [] : [createLabel('line-number', number, { ariaHidden: 'true' })]),
    ...(sign === undefined ? [] : [createLabel('line-sign', sign)]),
  ];
  return createElement('span', [...labels, createElement('span', children)], { className: [...classes] });
}

const createLabel = (name: string, value: string, properties: Element['properties'] = {}): Element =>
  createElement('span', [{ type: 'text', value }], { className: [name], ...properties });

/** Returns the `code` element of a listing, and creates it if the author's HTML has none. */
function findOrCreateCode({ children }: Element): Element {
  const [only, ...others] = children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  if (others.length === 0 && only !== undefined && isElementNamed(only, 'code', 'samp')) return only;
  return createElement('code', children);
}

/** Distance of tab stops, in characters. */
const TAB_WIDTH = 4;

/**
 * Replaces tabs by spaces, because a PDF would not show tabs.
 * @param start column of the first character
 * @returns the column after the nodes
 */
function expandTabs(nodes: readonly ElementContent[], start: number): number {
  let column = start;
  for (const node of nodes) {
    if (node.type === 'element') column = expandTabs(node.children, column);
    if (node.type !== 'text') continue;
    let set = '';
    for (const character of node.value) {
      const width = character === '\t' ? TAB_WIDTH - (column % TAB_WIDTH) : 1;
      set += character === '\t' ? ' '.repeat(width) : character;
      column += width;
    }
    node.value = set;
  }
  return column;
}

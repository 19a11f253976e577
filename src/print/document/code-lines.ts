/**
 * Wraps each line of a listing in an element, so that the styles can mark a continued line (styles/code.css) and so
 * that a page break is possible only between two lines. The mark is an image, so it is not copied with the code.
 */

import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { SKIP, visit } from '../../lib/html/visit.ts';

/** A listing of up to this number of lines is not broken across pages. */
const MAX_UNBROKEN_LINES = 12;

/** Wraps the lines of all listings of a tree, in place. */
export function wrapCodeLines(tree: Root): void {
  visit(tree, 'element', (pre) => {
    if (pre.tagName !== 'pre') return undefined;
    const lines = textOf(pre).replace(/\n$/, '').split('\n').length;
    if (lines <= MAX_UNBROKEN_LINES) pre.properties.className = ['short'];
    const code = findOrCreateCode(pre);
    // The background of the inner element is repeated in each line of the page, the outer element is one block.
    code.children = splitIntoLines(code.children).map((line) =>
      createSpan({ className: ['code-line'] }, [createSpan({}, line)]),
    );
    pre.children = [code];
    return SKIP;
  });
}

const createSpan = (properties: Element['properties'], children: ElementContent[]): Element => ({
  type: 'element',
  tagName: 'span',
  properties,
  children,
});

/** Returns the `code` element of a listing, and creates it if the author's HTML has none. */
function findOrCreateCode({ children }: Element): Element {
  const [only, ...others] = children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  if (others.length === 0 && only?.type === 'element' && only.tagName === 'code') return only;
  return { type: 'element', tagName: 'code', properties: {}, children };
}

type Line = ElementContent[];

/** Splits nodes into lines. A line keeps its line feed, because an empty line would have no height without it. */
function splitIntoLines(nodes: readonly ElementContent[]): readonly Line[] {
  const lines = splitNodes(nodes);
  if (lines.at(-1)?.length === 0) lines.pop();
  for (const line of lines) expandTabs(line, 0);
  return lines;
}

/** Splits nodes at line feeds. An element over several lines is repeated in each line; only the first keeps its id. */
function splitNodes(nodes: readonly ElementContent[]): Line[] {
  const lines: Line[] = [[]];
  const add = (parts: readonly Line[]): void => {
    const [first = [], ...rest] = parts;
    const last = lines.at(-1);
    for (const node of first) last?.push(node);
    for (const line of rest) lines.push(line);
  };
  for (const node of nodes) {
    if (node.type === 'text') add(splitText(node.value));
    else if (node.type !== 'element') lines.at(-1)?.push(node);
    else if (node.tagName === 'br') add([[{ type: 'text', value: '\n' }], []]);
    else add(splitElement(node));
  }
  return lines;
}

function splitText(text: string): readonly Line[] {
  const parts = text.split(/(?<=\n)/);
  const lines = parts.map((value): Line => (value === '' ? [] : [{ type: 'text', value }]));
  return text.endsWith('\n') ? [...lines, []] : lines;
}

function splitElement(element: Element): readonly Line[] {
  return splitNodes(element.children).map((children, index): Line => {
    if (children.length === 0 && index > 0) return [];
    const { id, ...others } = element.properties;
    const properties = index === 0 ? element.properties : others;
    return [{ ...element, properties: id === undefined ? element.properties : properties, children }];
  });
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

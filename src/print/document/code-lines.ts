/**
 * Code in lines: each of the author's is an element, so that what of it runs on in the next line of the page can be marked
 * (styles/code.css), and so that a listing breaks between its lines and nowhere else. The mark is no text.
 */

import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { eachElement } from '../../lib/html/each-element.ts';

/** As many lines are not worth a page's end among them. */
const SHORT = 12;

/** Changes the listings of a tree in place. */
export function setCodeLines(tree: Root): void {
  eachElement(tree, (pre) => {
    if (pre.tagName !== 'pre') return undefined;
    const lines = textOf(pre).replace(/\n$/, '').split('\n').length;
    if (lines <= SHORT) pre.properties.className = ['short'];
    const code = codeIn(pre);
    // The inner element is repeated in each line of the page, the outer one is a whole.
    code.children = linesOf(code.children).map((line) =>
      spanOf({ className: ['code-line'] }, [spanOf({}, line)]),
    );
    pre.children = [code];
    return 'skip';
  });
}

const spanOf = (properties: Element['properties'], children: ElementContent[]): Element => ({
  type: 'element',
  tagName: 'span',
  properties,
  children,
});

/** What is in a listing is a `code` element; where the author wrote HTML without one, it becomes one. */
function codeIn({ children }: Element): Element {
  const [only, ...others] = children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  if (others.length === 0 && only?.type === 'element' && only.tagName === 'code') return only;
  return { type: 'element', tagName: 'code', properties: {}, children };
}

type Line = ElementContent[];

/** Each with the line feed that ends it: without one, a line with nothing in it would have no height. */
function linesOf(nodes: readonly ElementContent[]): readonly Line[] {
  const lines = split(nodes);
  if (lines.at(-1)?.length === 0) lines.pop();
  for (const line of lines) setTabs(line, 0);
  return lines;
}

/** An element that goes over several lines is there once in each of them, with its id in the first. */
function split(nodes: readonly ElementContent[]): Line[] {
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
  return split(element.children).map((children, index): Line => {
    if (children.length === 0 && index > 0) return [];
    const { id, ...others } = element.properties;
    const properties = index === 0 ? element.properties : others;
    return [{ ...element, properties: id === undefined ? element.properties : properties, children }];
  });
}

/** From here to there a tab goes: to the next of these columns. */
const TAB = 4;

/**
 * Tabs become the spaces that they stand for, since in a PDF they would be nothing at all.
 * @returns the column behind the nodes
 */
function setTabs(nodes: readonly ElementContent[], start: number): number {
  let column = start;
  for (const node of nodes) {
    if (node.type === 'element') column = setTabs(node.children, column);
    if (node.type !== 'text') continue;
    let set = '';
    for (const character of node.value) {
      const width = character === '\t' ? TAB - (column % TAB) : 1;
      set += character === '\t' ? ' '.repeat(width) : character;
      column += width;
    }
    node.value = set;
  }
  return column;
}

/** Cleans inline HTML of a Word document: spaces at the edges of emphasis, empty emphasis, marks of checkboxes. */
import type { Element, ElementContent, Root, Text } from 'hast';
import { visit } from '../../lib/html/visit.ts';

const EMPHASIS = new Set(['strong', 'em', 's', 'u', 'mark', 'sub', 'sup', 'a']);
const HEADING = /^h[1-6]$/;

/** Cleans the tree, in place. */
export function cleanInline(tree: Root | Element): void {
  visit(tree, 'element', (element, index, parent) => {
    if (parent === undefined || index === undefined) return;
    if (element.tagName === 'input') parent.children[index] = buildBox(element);
    if (HEADING.test(element.tagName)) cleanHeading(element);
  });
  moveSpaces(tree);
}

const buildBox = ({ properties }: Element): Text => ({
  type: 'text',
  value: properties.checked ? '☒' : '☐',
});

/** Removes emphasis of a whole heading, which is bold by itself, and line breaks. */
function cleanHeading(heading: Element): void {
  visit(heading, 'element', (element, index, parent) => {
    if (parent === undefined || index === undefined) return;
    if (element.tagName === 'br') parent.children[index] = { type: 'text', value: ' ' };
  });
  for (
    let only = onlyChild(heading);
    only && /^(?:strong|u)$/.test(only.tagName);
    only = onlyChild(heading)
  ) {
    heading.children = only.children;
  }
}

/** Returns the element that has all content. */
function onlyChild({ children }: Element): Element | undefined {
  const [only, ...others] = children.filter((child) => !isBlank(child));
  return only?.type === 'element' && others.length === 0 ? only : undefined;
}

/** Whether a node is empty text. */
export const isBlank = (node: ElementContent): boolean => node.type === 'text' && /^\s*$/.test(node.value);

/** Moves spaces out of emphasis, because Markdown has none at its edges, and removes emphasis of nothing. */
function moveSpaces(parent: Root | Element): void {
  const children = (parent.children as ElementContent[]).flatMap((child): ElementContent[] => {
    if (child.type !== 'element') return [child];
    moveSpaces(child);
    return EMPHASIS.has(child.tagName) ? moveEdges(child) : [child];
  });
  parent.children = children;
}

function moveEdges(element: Element): ElementContent[] {
  const { children } = element;
  const first = children.findIndex((child) => !isSpace(child));
  if (first === -1) return children;
  const last = children.findLastIndex((child) => !isSpace(child));
  const inner = children.slice(first, last + 1);
  const before = cutText(inner[0], /^\s+/);
  const after = cutText(inner.at(-1), /\s+$/);
  const kept = { ...element, children: inner };
  return [...children.slice(0, first), ...before, kept, ...after, ...children.slice(last + 1)];
}

const isSpace = (node: ElementContent): boolean =>
  isBlank(node) || (node.type === 'element' && node.tagName === 'br');

/** Cuts the spaces at one edge of a text. */
function cutText(node: ElementContent | undefined, edge: RegExp): readonly Text[] {
  const [spaces] = (node?.type === 'text' && edge.exec(node.value)) || [];
  if (node?.type !== 'text' || spaces === undefined) return [];
  node.value = node.value.replace(edge, '');
  return [{ type: 'text', value: spaces }];
}

/** Splits inline elements, so that a piece of text across their borders gets one element around it. */
import type { Element, ElementContent, Root, Text } from 'hast';

/** A text with its ancestors, from the outermost one. */
export interface TextPlace {
  readonly node: Text;
  readonly ancestors: readonly (Root | Element)[];
}

/** A position in a text. */
export interface TextPoint {
  readonly place: TextPlace;
  readonly offset: number;
}

/**
 * Moves everything between two points into an element, and splits the elements that end between them. Texts before the
 * start stay in their nodes, so that points in them remain valid. Returns `false`, and changes nothing, if an element
 * cannot be split: it has an id, or is a link.
 */
export function wrapBetween(start: TextPoint, end: TextPoint, wrapper: Element): boolean {
  const depth = findCommonDepth(start.place, end.place);
  const isWhole = start.place.node === end.place.node;
  const split = isWhole
    ? []
    : [...start.place.ancestors.slice(depth + 1), ...end.place.ancestors.slice(depth + 1)];
  if (!split.every(canSplit)) return false;
  const ancestor = start.place.ancestors[depth];
  if (ancestor === undefined) return false;
  // The end first, because splitting at the start can replace the node of the end.
  const after = splitAt(end, depth);
  const before = splitAt(start, depth);
  const last = after === undefined ? ancestor.children.length : ancestor.children.indexOf(after as Element);
  const first =
    before === undefined ? ancestor.children.length : ancestor.children.indexOf(before as Element);
  wrapper.children = ancestor.children.slice(first, last) as ElementContent[];
  ancestor.children.splice(first, last - first, wrapper);
  return true;
}

const canSplit = (element: Root | Element): boolean =>
  element.type === 'element' && element.tagName !== 'a' && element.properties.id === undefined;

function findCommonDepth(one: TextPlace, other: TextPlace): number {
  let depth = 0;
  while (one.ancestors[depth + 1] !== undefined && one.ancestors[depth + 1] === other.ancestors[depth + 1]) {
    depth += 1;
  }
  return depth;
}

/**
 * Splits at a point every element below the ancestor of this depth.
 * @returns the child of that ancestor that begins at the point; `undefined` at its end
 */
function splitAt(
  { place: { node, ancestors }, offset }: TextPoint,
  depth: number,
): ElementContent | undefined {
  let current: ElementContent | undefined = node;
  let parent = ancestors.at(-1);
  if (offset > 0) current = splitText(node, offset, parent);
  for (let level = ancestors.length - 1; level > depth; level -= 1) {
    const element = ancestors[level] as Element;
    parent = ancestors[level - 1];
    const index = current === undefined ? element.children.length : element.children.indexOf(current);
    current = splitElement(element, index, parent);
  }
  return current;
}

function splitText(
  node: Text,
  offset: number,
  parent: Root | Element | undefined,
): ElementContent | undefined {
  const index = parent?.children.indexOf(node) ?? -1;
  if (offset >= node.value.length) return parent?.children[index + 1] as ElementContent | undefined;
  const rest: Text = { type: 'text', value: node.value.slice(offset) };
  node.value = node.value.slice(0, offset);
  parent?.children.splice(index + 1, 0, rest);
  return rest;
}

function splitElement(
  element: Element,
  index: number,
  parent: Root | Element | undefined,
): ElementContent | undefined {
  if (index === 0) return element;
  const at = parent?.children.indexOf(element) ?? -1;
  if (index >= element.children.length) return parent?.children[at + 1] as ElementContent | undefined;
  const rest: Element = {
    ...element,
    properties: { ...element.properties },
    children: element.children.splice(index),
  };
  parent?.children.splice(at + 1, 0, rest);
  return rest;
}

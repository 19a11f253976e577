/** Moves the last blocks of a handout to the page of its imprint, which is never alone on a page. */
import type { Element, Root, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';

/** Items of a list that move to the last page (one if it is long, or the card of a table), and the smallest list that is divided. */
const ITEMS = { moved: 2, min: 4 };
/** A shorter last paragraph or item takes the one before it along; a longer block stays where it is. Characters. */
const SHORT = 200;
const LONG = 700;

/** Returns the trees with a page break before the last blocks. The given trees are not changed. */
export function keepWithImprint(trees: readonly Root[]): readonly Root[] {
  const last = trees.at(-1);
  if (last === undefined) return trees;
  const children = breakBefore(last.children);
  return [...trees.slice(0, -1), { ...last, children }];
}

function breakBefore(nodes: readonly RootContent[]): RootContent[] {
  const end = nodes.findLastIndex(isVisible);
  const block = nodes[end];
  if (!isElement(block)) return [...nodes];
  const items = block.children.flatMap((child, index) =>
    isElement(child) && /^(?:li|tbody)$/.test(child.tagName) ? [index] : [],
  );
  if (items.length >= ITEMS.min) {
    const last = block.children[items.at(-1) ?? 0];
    const isEnough = block.tagName === 'table' || (isElement(last) && textOf(last).length >= SHORT);
    const moved = isEnough ? 1 : ITEMS.moved;
    return replace(nodes, end, breakInList(block, items.at(-moved) ?? 0));
  }
  if (textOf(block).length > LONG || block.tagName === 'table') return [...nodes];
  const start = findStart(nodes, end);
  const first = nodes[start];
  // Without a block before it there is no page to break.
  return start === nodes.findIndex(isElement) || !isElement(first)
    ? [...nodes]
    : replace(nodes, start, setBreak(first));
}

/** Returns the index of the first block that moves: headings stay with their text. */
function findStart(nodes: readonly RootContent[], end: number): number {
  let start = end;
  const before = (): number => nodes.findLastIndex((node, index) => index < start && isElement(node));
  const last = nodes[end];
  const previous = nodes[before()];
  const isShort = isElement(last) && last.tagName === 'p' && textOf(last).length < SHORT;
  if (isShort && isElement(previous) && previous.tagName === 'p') start = before();
  while (isHeading(nodes[before()])) start = before();
  return start;
}

const isElement = (node: RootContent | undefined): node is Element => node?.type === 'element';
const isVisible = (node: RootContent): boolean => isElement(node) && node.properties.hidden !== true;
const isHeading = (node: RootContent | undefined): boolean =>
  isElement(node) && /^h[1-6]$/.test(node.tagName);

function breakInList(list: Element, index: number): Element {
  const children = [...list.children];
  const item = children[index];
  if (item?.type === 'element') children[index] = setBreak(item);
  return { ...list, children };
}

const setBreak = (element: Element): Element => ({
  ...element,
  properties: { ...element.properties, style: 'break-before: page' },
});

function replace(nodes: readonly RootContent[], index: number, node: RootContent): RootContent[] {
  const replaced = [...nodes];
  replaced[index] = node;
  return replaced;
}

/** Changes the HTML of citeproc-js to elements that print and e-books have styles for. */
import type { Element, ElementContent, Root } from 'hast';
import { hasClass } from '../../lib/html/classes.ts';

/** Returns the tree with other elements, and without the number of an entry, which the list adds. */
export const readStyledHtml = (tree: Root): Root => ({
  ...tree,
  children: trimEnds(changeNodes(tree.children as ElementContent[])),
});

const changeNodes = (nodes: readonly ElementContent[]): ElementContent[] => nodes.flatMap(changeNode);

function changeNode(node: ElementContent): ElementContent[] {
  if (node.type === 'text') return [{ ...node, value: node.value.replace(/\s*\n\s*/g, ' ') }];
  if (node.type !== 'element' || hasClass(node, 'csl-left-margin')) return [];
  const children = changeNodes(node.children);
  if (node.tagName === 'div') return isPart(node) ? [{ ...node, children }] : trimEnds(children);
  if (node.tagName === 'cite')
    return [{ ...node, properties: { dataCite: node.properties.dataKey }, children }];
  if (node.tagName !== 'span') return [{ ...node, children }];
  // Titles in titles are upright among italics: the style sheet turns a second <i> upright.
  const isUpright = String(node.properties.style).startsWith('font-style:normal');
  return isUpright ? [{ ...node, tagName: 'i', properties: {}, children }] : children;
}

/** Returns whether a division is a line of its own in an entry. */
const isPart = (division: Element): boolean =>
  hasClass(division, 'csl-block') || hasClass(division, 'csl-indent');

/** Removes the spaces and line breaks around an entry. */
function trimEnds(nodes: readonly ElementContent[]): ElementContent[] {
  const trimmed = [...nodes];
  while (isBlank(trimmed[0])) trimmed.shift();
  while (isBlank(trimmed.at(-1))) trimmed.pop();
  const [first] = trimmed;
  if (first?.type === 'text') trimmed[0] = { ...first, value: first.value.trimStart() };
  const last = trimmed.at(-1);
  if (last?.type === 'text') trimmed[trimmed.length - 1] = { ...last, value: last.value.trimEnd() };
  return trimmed;
}

const isBlank = (node: ElementContent | undefined): boolean =>
  node?.type === 'text' && node.value.trim() === '';

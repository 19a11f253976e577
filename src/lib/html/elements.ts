/** Classifies and creates the elements that an author's HTML may have, as the HTML standard defines them. */
import type { Element, ElementContent, Properties } from 'hast';

/**
 * Elements of a line of text: phrasing content (HTML Living Standard, 3.2.5.2.5) without pictures and
 * formulas.
 */
export const INLINE_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'a abbr b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var ' +
    'wbr'
  ).split(' '),
);

/** Phrasing content (HTML Living Standard, 3.2.5.2.5), as far as the sanitizer lets it pass. */
const PHRASING = new Set([...INLINE_ELEMENTS, 'img', 'math', 'svg']);

/** Elements whose text is code or the output of a program. */
export const CODE_ELEMENTS: ReadonlySet<string> = new Set(['code', 'kbd', 'pre', 'samp']);

/** Elements with a transparent content model (HTML Living Standard, 3.2.5.3): it is that of their parent. */
export const TRANSPARENT = new Set(['a', 'del', 'ins']);

/** Elements of other languages than HTML. Handpress writes them itself, so they are valid already. */
export const FOREIGN = new Set(['math', 'svg']);

/** Elements without content. */
export const VOID = new Set(['br', 'col', 'hr', 'img', 'wbr']);

export const HEADING = /^h[1-6]$/;

/** Attributes that any element can have. */
const GLOBAL = ['id', 'className', 'dir', 'lang', 'title', 'ariaHidden', 'ariaDescribedBy', 'ariaDetails'];

/** Returns whether a node is or contains an element that is not phrasing content. */
export function hasBlock(node: ElementContent): boolean {
  if (node.type !== 'element' || FOREIGN.has(node.tagName)) return false;
  return !PHRASING.has(node.tagName) || node.children.some(hasBlock);
}

export const isPhrasing = ({ tagName }: Element): boolean => PHRASING.has(tagName);

/**
 * Returns whether a node is or contains a heading. Such a node must not be moved, because the table of
 * contents lists headings in their order.
 */
export const hasHeading = (node: ElementContent): boolean =>
  node.type === 'element' && (HEADING.test(node.tagName) || node.children.some(hasHeading));

/**
 * Returns whether a node is a comment or white space, which has no meaning between rows of a table or items
 * of a list.
 */
export const isBlank = (node: ElementContent): boolean =>
  node.type === 'comment' || (node.type === 'text' && /^[ \t\n\r\f]*$/.test(node.value));

export const isElementNamed = (node: ElementContent, ...names: readonly string[]): node is Element =>
  node.type === 'element' && names.includes(node.tagName);

export const createElement = (
  tagName: string,
  children: ElementContent[],
  properties: Properties = {},
): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
});

/** Returns the element under another name, with its global attributes only. */
export function renameElement({ properties, children }: Element, tagName: string): Element {
  const global = Object.entries(properties).filter(
    ([name]) => GLOBAL.includes(name) || name.startsWith('data'),
  );
  return createElement(tagName, children, Object.fromEntries(global));
}

/** Groups neighbors for which a test has the same result. White space belongs to the group before it. */
export function groupRuns(
  nodes: readonly ElementContent[],
  test: (node: ElementContent) => boolean,
): { readonly passes: boolean; readonly nodes: ElementContent[] }[] {
  const runs: { passes: boolean; nodes: ElementContent[] }[] = [];
  for (const node of nodes) {
    const last = runs.at(-1);
    const passes = isBlank(node) && last !== undefined ? last.passes : test(node);
    if (last?.passes === passes) last.nodes.push(node);
    else runs.push({ passes, nodes: [node] });
  }
  return runs;
}

/** What the HTML standard says of the elements that an author's HTML may have: which stand in a line, which have nothing in them. */
import type { Element, ElementContent, Properties } from 'hast';

/** HTML Living Standard, 3.2.5.2.5: phrasing content, of the elements that are kept. */
const PHRASING = new Set(
  (
    'a abbr b bdi bdo br cite code del dfn em i img ins kbd mark math q rp rt ruby s samp small span strong sub sup svg ' +
    'time u var wbr'
  ).split(' '),
);

/** HTML Living Standard, 3.2.5.3: what may stand in these depends on what they stand in. */
export const TRANSPARENT = new Set(['a', 'del', 'ins']);

/** Of other languages than HTML, and ours: they are valid as they are. */
export const FOREIGN = new Set(['math', 'svg']);

export const VOID = new Set(['br', 'col', 'hr', 'img', 'wbr']);

export const HEADING = /^h[1-6]$/;

/** What any element may say. */
const GLOBAL = ['id', 'className', 'dir', 'lang', 'title', 'ariaHidden', 'ariaDescribedBy', 'ariaDetails'];

/** Whether a node, or anything in it, cannot stand in a line. */
export function hasBlock(node: ElementContent): boolean {
  if (node.type !== 'element' || FOREIGN.has(node.tagName)) return false;
  return !PHRASING.has(node.tagName) || node.children.some(hasBlock);
}

export const isPhrasing = ({ tagName }: Element): boolean => PHRASING.has(tagName);

/** Whether a heading stands in it: the contents name headings in their order, so nothing with one changes places. */
export const hasHeading = (node: ElementContent): boolean =>
  node.type === 'element' && (HEADING.test(node.tagName) || node.children.some(hasHeading));

/** White space alone; between the rows of a table and the items of a list it means nothing. */
export const isBlank = (node: ElementContent): boolean =>
  node.type === 'comment' || (node.type === 'text' && /^[ \t\n\r\f]*$/.test(node.value));

export const isNamed = (node: ElementContent, ...names: readonly string[]): node is Element =>
  node.type === 'element' && names.includes(node.tagName);

export const made = (tagName: string, children: ElementContent[], properties: Properties = {}): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
});

/** Under another name, with those of its attributes that any element may have. */
export function renamed({ properties, children }: Element, tagName: string): Element {
  const kept = Object.entries(properties).filter(
    ([name]) => GLOBAL.includes(name) || name.startsWith('data'),
  );
  return made(tagName, children, Object.fromEntries(kept));
}

/** Neighbours put together that a test puts on the same side. White space goes with what it follows. */
export function runsOf(
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

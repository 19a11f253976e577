/**
 * Finds the blocks of a section that leave a hole where they do not fit: figures and tables, which may change places with
 * the text after them, and boxes, which may be broken if they are taller than a page.
 */

import type { Element, Root, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { CHART_DATA } from '../../../core/tree/chart-data.ts';
import { TABLE_NOTES } from '../../../core/tree/table-notes.ts';
import { hasClass, listClasses } from '../../../lib/html/classes.ts';
import type { Float, FloatMoves } from '../../pagination/float-search.ts';

/** The floats of a section and a function that moves them. */
export interface FloatingSection {
  readonly floats: readonly Float[];
  /** Returns the tree with moved floats. The given tree is not changed. */
  move(moves: FloatMoves): Root;
}

/** A float with the nodes of its tree. */
interface FloatNodes {
  readonly float: Float;
  readonly block: Element;
  /** The last node of each block of text. */
  readonly ends: readonly RootContent[];
}

/** Maximum number of blocks of text that change places with a float. */
const MAX_TEXTS = 8;

/**
 * Finds the floats of a section. Gives ids to them and to the text after them, and adds a hidden list of links to these
 * ids at the end of the tree, because Chromium writes the position of an id only if a link leads to it. A tree without
 * floats is not changed.
 * @param prefix of new ids; no id of an author begins with an underscore
 * @param following id of what follows the section on the same page
 */
export function findFloats(tree: Root, prefix: string, following?: string): FloatingSection {
  const read = (index: number) => readFloat(tree.children, index, prefix, following);
  const found = tree.children.flatMap((_node, index) => read(index) ?? []);
  if (found.length === 0) return { floats: [], move: () => tree };
  const floats = found.map(({ float }) => float);
  const ids = floats.flatMap(({ id, lead, texts, next }) => [id, lead, ...texts, next ?? id]);
  tree.children.push(buildLinks(new Set(ids)));
  return { floats, move: (moves) => moveFloats(tree, found, moves) };
}

/** Returns the float at an index, if the node there is one and text follows it. */
function readFloat(
  nodes: readonly RootContent[],
  index: number,
  prefix: string,
  following: string | undefined,
): FloatNodes | undefined {
  const block = nodes[index];
  if (!isElement(block)) return undefined;
  const kind = findKindAt(nodes, index, block);
  if (kind === undefined) return undefined;
  const lead = kind === 'turned' ? findFirstElement(block) : findLead(nodes, index);
  const above = kind === 'turned' ? block : lead;
  const texts: Element[] = [];
  const ends: RootContent[] = [];
  let at = findNext(nodes, index);
  const isBox = kind === 'box' || kind === 'urgent-box';
  const most = isBox ? 0 : MAX_TEXTS;
  for (; isElement(nodes[at]) && texts.length < most; at = findNext(nodes, at)) {
    const text = nodes[at] as Element;
    const end = findEndOfText(nodes, at);
    if (end === undefined) break;
    texts.push(text);
    ends.push(nodes[end] as RootContent);
    at = end;
  }
  if (!isBox && (texts.length === 0 || isIntroduced(nodes, nodes.indexOf(above)))) return undefined;
  const next = nodes[at];
  const idOf = (element: Element, name: string): string => {
    element.properties.id ??= `${prefix}${name}`;
    return String(element.properties.id);
  };
  const idOfText = (text: Element): string => idOf(text, `text-${nodes.indexOf(text)}`);
  const float = {
    kind,
    id: idOf(findOwn(block), `float-${index}`),
    lead: idOf(lead, `lead-${index}`),
    texts: texts.map(idOfText),
    ...(isElement(next) ? { next: idOfText(next) } : following !== undefined && { next: following }),
  };
  return { float, block, ends };
}

const isElement = (node: RootContent | undefined): node is Element => node?.type === 'element';
const isHeading = (node: RootContent | undefined): boolean =>
  isElement(node) && /^h[1-6]$/.test(node.tagName);

/** Returns the kind of the float at an index; none for a table with notes below it, and a chart with its data, which keep their places above them. */
function findKindAt(nodes: readonly RootContent[], index: number, block: Element): Float['kind'] | undefined {
  const next = nodes[findNext(nodes, index)];
  const isKept = isElement(next) && (hasClass(next, TABLE_NOTES) || hasClass(next, CHART_DATA));
  return isKept ? undefined : findKind(block);
}

/** Returns the kind of a float. Forms keep their place, and so do listings and figures without a caption. */
function findKind({ tagName, properties, children }: Element): Float['kind'] | undefined {
  const has = (name: string): boolean => children.some((child) => isElement(child) && child.tagName === name);
  const classes = listClasses({ properties });
  if (classes.includes('box')) return classes.includes('box-urgent') ? 'urgent-box' : 'box';
  if (tagName === 'figure') return has('figcaption') && !classes.includes('listing') ? 'upright' : undefined;
  if (tagName === 'table') return has('caption') && !classes.includes('form') ? 'upright' : undefined;
  const isTurned = tagName === 'div' && String(properties.style).startsWith('page:');
  const own = children.findLast(isElement);
  return isTurned && own !== undefined && findKind(own) === 'upright' ? 'turned' : undefined;
}

/** Returns the figure or table itself; on a landscape page it is below its headings. */
const findOwn = (block: Element): Element =>
  (findKind(block) === 'turned' ? block.children.findLast(isElement) : undefined) ?? block;

const findFirstElement = (block: Element): Element => block.children.find(isElement) ?? block;

/** Returns the first of the headings right above a float, or the float. */
function findLead(nodes: readonly RootContent[], index: number): Element {
  let lead = nodes[index] as Element;
  for (let at = findBefore(nodes, index); isHeading(nodes[at]); at = findBefore(nodes, at)) {
    lead = nodes[at] as Element;
  }
  return lead;
}

/** Whether the text before a block announces it: “These are the ways:”. */
function isIntroduced(nodes: readonly RootContent[], index: number): boolean {
  const before = nodes[findBefore(nodes, index)];
  return isElement(before) && /[:：]\s*$/.test(textOf(before));
}

/** Returns the index of the last node of the block of text that begins at an index; absent: there is none. */
function findEndOfText(nodes: readonly RootContent[], index: number): number | undefined {
  const node = nodes[index];
  if (!isElement(node) || node.properties.style !== undefined) return undefined;
  if (/^(?:ul|ol|dl|blockquote)$/.test(node.tagName)) return index;
  if (node.tagName !== 'p') return undefined;
  const next = findNext(nodes, index);
  const after = nodes[next];
  if (isElement(after) && /^(?:ul|ol)$/.test(after.tagName)) return next;
  // What a paragraph announces follows it.
  return /[:：]\s*$/.test(textOf(node)) ? undefined : index;
}

/** Return the index of the next or the last node that is not white space; that of no node, if there is none. */
function findNext(nodes: readonly RootContent[], index: number): number {
  let at = index + 1;
  while (isWhiteSpace(nodes[at])) at += 1;
  return at;
}

function findBefore(nodes: readonly RootContent[], index: number): number {
  let at = index - 1;
  while (isWhiteSpace(nodes[at])) at -= 1;
  return at;
}

const isWhiteSpace = (node: RootContent | undefined): boolean =>
  node?.type === 'text' && node.value.trim() === '';

function buildLinks(ids: ReadonlySet<string>): Element {
  const links = [...ids].map(
    (id): Element => ({
      type: 'element',
      tagName: 'a',
      properties: { href: `#${encodeURIComponent(id)}` },
      children: [],
    }),
  );
  return { type: 'element', tagName: 'nav', properties: { hidden: true }, children: links };
}

function moveFloats(tree: Root, found: readonly FloatNodes[], moves: FloatMoves): Root {
  const children = [...tree.children];
  for (const { float, block, ends } of found) {
    const count = moves.get(float.id) ?? 0;
    if (count === 0) continue;
    const from = children.indexOf(block);
    const end = ends[count - 1];
    if (end === undefined) children[from] = allowBreak(block);
    else {
      const { above, rest } = splitHeadings(block);
      children.splice(from, 1, ...above);
      children.splice(children.indexOf(end) + 1, 0, rest);
    }
  }
  return { ...tree, children };
}

const allowBreak = (box: Element): Element => ({
  ...box,
  properties: { ...box.properties, style: 'break-inside: auto' },
});

/** Separates the headings on a landscape page from its figure or table: they stay with the text. */
function splitHeadings(block: Element): { readonly above: readonly RootContent[]; readonly rest: Element } {
  const own = findOwn(block);
  const above = own === block ? [] : block.children.filter((child) => child !== own);
  return { above, rest: own === block ? block : { ...block, children: [own] } };
}

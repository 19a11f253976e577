/**
 * The formulas of a chapter: TeX between `$$` → MathML. Until the chapter is safe an empty element stands for each, so that
 * neither an author's HTML nor what makes it safe comes between.
 */
import type { Element, Root } from 'hast';
import type { Root as MdastRoot, Nodes } from 'mdast';
import type { Handlers } from 'mdast-util-to-hast';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Source } from '../../core/source-location.ts';
import { placeAt } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import type { BrokenFormula, Typesetter } from './tex.ts';

type Formula = Extract<Nodes, { type: 'math' | 'inlineMath' }>;

/** The formulas of one chapter, in the order of its text. */
export interface Formulas {
  /** What stands for a formula until {@link setFormulas}. */
  readonly handlers: Handlers;
  /** Each as it is printed. */
  readonly elements: readonly Element[];
}

/** Diagnostic: `formula-broken`; then what the author wrote is printed, as code. */
export async function readFormulas(tree: MdastRoot, source: Source, report: Report): Promise<Formulas> {
  const found: { readonly node: Formula; readonly block: boolean }[] = [];
  visit(tree, (node, _, parent) => {
    if (node.type === 'math') found.push({ node, block: true });
    if (node.type === 'inlineMath') found.push({ node, block: isAlone(node, parent) });
  });
  if (found.length === 0) return { handlers: {}, elements: [] };
  // Loaded here, for few texts have formulas.
  const { openTypesetter } = await import('./tex.ts');
  const typeset = await openTypesetter();
  const elements = found.map(({ node, block }) => elementOf(node, block, { typeset, source, report }));
  const numbers = new Map(found.map(({ node }, index) => [node, index] as const));
  const handler = (_: unknown, node: Formula): Element => ({
    type: 'element',
    tagName: node.type === 'math' ? 'div' : 'span',
    properties: { dataFormula: String(numbers.get(node)) },
    children: [],
    ...(node.position && { position: node.position }),
  });
  return { handlers: { math: handler, inlineMath: handler }, elements };
}

/** In a paragraph of its own, as an image that is a figure. */
function isAlone(formula: Formula, parent: Nodes | undefined): boolean {
  if (parent?.type !== 'paragraph') return false;
  return parent.children.every(
    (child) => child === formula || (child.type === 'text' && child.value.trim() === ''),
  );
}

interface Setting {
  readonly typeset: Typesetter;
  readonly source: Source;
  readonly report: Report;
}

function elementOf(node: Formula, block: boolean, { typeset, source, report }: Setting): Element {
  const position = node.position ? { position: node.position } : {};
  const written = writtenIn(node, source);
  const set = written.closed ? typeset(written.tex, block) : UNCLOSED;
  if ('math' in set) {
    const math = { ...set.math, ...position };
    return block ? { ...element('div', math), properties: { className: ['formula'] }, ...position } : math;
  }
  const place = placeAt(source, offsetOf(written.tex.slice(0, set.offset), node, source));
  report(diagnostic('formula-broken', { reason: set.reason }, place));
  const code: Element = { ...element('code'), children: [{ type: 'text', value: written.tex }], ...position };
  return block ? { ...element('pre', code), ...position } : code;
}

const element = (tagName: string, ...children: Element[]): Element => ({
  type: 'element',
  tagName,
  properties: {},
  children,
});

const UNCLOSED: BrokenFormula = {
  reason: 'it does not end: `$$` must stand on a line of its own, as where it began',
  offset: 0,
};

/** What stands behind the opening marks belongs to the formula; without closing marks, the rest of the text would. */
function writtenIn(node: Formula, source: Source): { readonly tex: string; readonly closed: boolean } {
  if (node.type === 'inlineMath') return { tex: node.value, closed: true };
  const raw = rawOf(node, source);
  const last = raw.trimEnd().split('\n').slice(1).at(-1) ?? '';
  const closed = /^[ \t>]*\${2,}$/.test(last);
  return { tex: [node.meta, node.value].filter(Boolean).join('\n'), closed };
}

const rawOf = ({ position }: Formula, { text }: Source): string =>
  text.slice(position?.start.offset ?? 0, position?.end.offset ?? 0);

/** Where in the file the formula goes on after what has been read of it: its lines may be indented, or quoted. */
function offsetOf(before: string, node: Formula, source: Source): number {
  const raw = rawOf(node, source);
  let at = /^\$+\s*/.exec(raw)?.[0].length ?? 0;
  for (const character of before.trimStart()) {
    if (/\s/.test(character)) continue;
    const next = raw.indexOf(character, at);
    if (next !== -1) at = next + character.length;
  }
  at += /^[ \t]*(?:\s*\n[ \t>]*)?/.exec(raw.slice(at))?.[0].length ?? 0;
  return (node.position?.start.offset ?? 0) + at;
}

/**
 * Puts the formulas in their places. Changes a chapter in place.
 * @returns whether there are any
 */
export function setFormulas(tree: Root, { elements }: Formulas): boolean {
  visit(tree, 'element', ({ properties }, index, parent) => {
    const set = elements[Number(properties.dataFormula ?? Number.NaN)];
    if (set !== undefined && parent !== undefined && index !== undefined) parent.children[index] = set;
  });
  unwrapBlocks(tree);
  return elements.some(({ tagName }) => tagName !== 'code' && tagName !== 'pre');
}

/** A paragraph that was nothing but its formula is that: a block cannot stand in a paragraph. */
function unwrapBlocks(tree: Root): void {
  visit(tree, 'element', (paragraph, index, parent) => {
    if (paragraph.tagName !== 'p' || parent === undefined || index === undefined) return;
    const block = paragraph.children.find(
      (child) => child.type === 'element' && (child.tagName === 'div' || child.tagName === 'pre'),
    );
    if (block !== undefined) parent.children[index] = block;
  });
}

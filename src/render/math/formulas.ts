/**
 * Converts the formulas of a chapter from TeX between `$$` to MathML. An empty placeholder element represents
 * each formula until the chapter is sanitized, so that neither raw HTML nor the sanitizer can change a
 * formula.
 */
import type { Element, Root } from 'hast';
import type { Root as MdastRoot, Nodes } from 'mdast';
import type { Handlers } from 'mdast-util-to-hast';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';
import type {} from '../../core/tree/formula-label.ts';
import { visit } from '../../lib/html/visit.ts';
import { addEquationNumber, readEquationMarks, unmarkLines } from './equation-marks.ts';
import { placeReferences, takeReferences } from './formula-references.ts';
import type { BrokenFormula, Typesetter } from './tex.ts';

type Formula = Extract<Nodes, { type: 'math' | 'inlineMath' }>;

/** The formulas of one chapter, in the order of its text. */
export interface Formulas {
  /** Handlers for mdast-util-to-hast that create the placeholders. */
  readonly handlers: Handlers;
  /** The printed elements, by number of the placeholder. */
  readonly elements: readonly Element[];
}

/** Typesets the formulas of a chapter. A broken formula is printed as code. Diagnostic: `formula-broken`. */
export async function typesetFormulas(
  tree: MdastRoot,
  source: SourceFile,
  report: Report,
): Promise<Formulas> {
  const formulas: { readonly node: Formula; readonly block: boolean }[] = [];
  visit(tree, (node, _, parent) => {
    if (node.type === 'math') formulas.push({ node, block: true });
    if (node.type === 'inlineMath') formulas.push({ node, block: isOnlyChild(node, parent) });
  });
  if (formulas.length === 0) return { handlers: {}, elements: [] };
  // Loaded on demand, because few texts have formulas.
  const { loadTypesetter } = await import('./tex.ts');
  const typeset = await loadTypesetter();
  const elements = formulas.map(({ node, block }) =>
    typesetFormula(node, block, { typeset, source, report }),
  );
  const numbers = new Map(formulas.map(({ node }, index) => [node, index] as const));
  const handler = (_: unknown, node: Formula): Element => ({
    type: 'element',
    tagName: node.type === 'math' ? 'div' : 'span',
    properties: { dataFormula: String(numbers.get(node)) },
    children: [],
    ...(node.position && { position: node.position }),
  });
  return { handlers: { math: handler, inlineMath: handler }, elements };
}

/** Returns whether a formula is alone in its paragraph, and so a block. */
function isOnlyChild(formula: Formula, parent: Nodes | undefined): boolean {
  if (parent?.type !== 'paragraph') return false;
  return parent.children.every(
    (child) => child === formula || (child.type === 'text' && child.value.trim() === ''),
  );
}

/** What formulas of a chapter are typeset with. */
interface TypesetContext {
  readonly typeset: Typesetter;
  readonly source: SourceFile;
  readonly report: Report;
}

function typesetFormula(node: Formula, block: boolean, { typeset, source, report }: TypesetContext): Element {
  const position = node.position ? { position: node.position } : {};
  const written = readTex(node, source);
  const marks = readEquationMarks(written.tex, node.data?.label);
  const { tex, references, writtenOffset } = takeReferences(marks.tex);
  const result = written.closed ? typeset(tex, block) : UNCLOSED;
  if (result.kind === 'math') {
    const math = { ...result.math, ...position };
    placeReferences(math, references);
    if (!block) return unmarkLines(math);
    const formula = { ...createElement('div', math), properties: { className: ['formula'] }, ...position };
    addEquationNumber(formula, marks);
    return formula;
  }
  const location = locationAt(
    source,
    findOffset(written.tex.slice(0, writtenOffset(result.offset)), node, source),
  );
  report(diagnostic('formula-broken', { reason: result.reason }, location));
  const code: Element = {
    ...createElement('code'),
    children: [{ type: 'text', value: written.tex }],
    ...position,
  };
  return block ? { ...createElement('pre', code), ...position } : code;
}

const createElement = (tagName: string, ...children: Element[]): Element => ({
  type: 'element',
  tagName,
  properties: {},
  children,
});

const UNCLOSED: BrokenFormula = {
  kind: 'broken',
  reason: 'it does not end: `$$` must stand on a line of its own, as where it began',
  offset: 0,
};

/**
 * Reads the TeX of a formula and whether it is closed. Text after the opening `$$` belongs to the formula. A
 * formula without closing `$$` would contain the rest of the chapter.
 */
function readTex(node: Formula, source: SourceFile): { readonly tex: string; readonly closed: boolean } {
  if (node.type === 'inlineMath') return { tex: node.value, closed: true };
  const raw = readSource(node, source);
  const last = raw.trimEnd().split('\n').slice(1).at(-1) ?? '';
  // The mark is alone in its line, or after the words of a formula that has no other mark in it.
  const closed =
    /^[ \t>]*\${2,}(?:[ \t]*\{#[^{}]*\})?$/.test(last) || (last.endsWith('$$') && !node.value.includes('$$'));
  return { tex: [node.meta, node.value].filter(Boolean).join('\n'), closed };
}

const readSource = ({ position }: Formula, { text }: SourceFile): string =>
  text.slice(position?.start.offset ?? 0, position?.end.offset ?? 0);

/**
 * Finds the offset in the file that follows `before`, the start of the TeX. Lines in the file may have
 * indentation or quotation marks.
 */
function findOffset(before: string, node: Formula, source: SourceFile): number {
  const raw = readSource(node, source);
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
 * Replaces the placeholders by the formulas. Changes a chapter in place.
 * @returns whether the chapter has a formula that is not broken
 */
export function insertFormulas(tree: Root, { elements }: Formulas): boolean {
  visit(tree, 'element', ({ properties }, index, parent) => {
    const result = elements[Number(properties.dataFormula ?? Number.NaN)];
    if (result !== undefined && parent !== undefined && index !== undefined) parent.children[index] = result;
  });
  unwrapBlocks(tree);
  return elements.some(({ tagName }) => tagName !== 'code' && tagName !== 'pre');
}

/**
 * Replaces each paragraph that contains a block formula by the formula, because HTML allows no block in a
 * paragraph.
 */
function unwrapBlocks(tree: Root): void {
  visit(tree, 'element', (paragraph, index, parent) => {
    if (paragraph.tagName !== 'p' || parent === undefined || index === undefined) return;
    const block = paragraph.children.find(
      (child) => child.type === 'element' && (child.tagName === 'div' || child.tagName === 'pre'),
    );
    if (block !== undefined) parent.children[index] = block;
  });
}

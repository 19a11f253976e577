/**
 * Breaks formulas that are wider than a line before a relation or an addition sign. A part that is still too wide is
 * set smaller (styles/math.css), because small text can be read and cut-off text cannot.
 */

import type { Element, ElementContent, Root } from 'hast';
import { SKIP, visit } from '../../lib/html/visit.ts';

/** Formulas up to this width fit on every line. Multiple of the type size. */
const MAX_UNBROKEN_WIDTH = 14;
/** A formula may break before these operators. */
const BREAK_BEFORE = /^[=≠<>≤≥≈≅≡∼∝→←↔⇒⇐⇔+−±∓]$/u;

/** Breaks the wide formulas of a tree, in place. */
export function breakFormulas(tree: Root): void {
  visit(tree, 'element', (math) => {
    if (math.tagName !== 'math') return undefined;
    if (estimateWidth(math) > MAX_UNBROKEN_WIDTH) breakFormula(math);
    return SKIP;
  });
}

function breakFormula(math: Element): void {
  const [row, ...others] = math.children;
  const splits = row?.type === 'element' && row.tagName === 'mrow' && others.length === 0;
  const parts =
    splits && Object.keys(row.properties).length === 0 ? splitAtOperators(row.children) : [math.children];
  if (parts.length > 1) math.children = parts.map(createRow);
  const widest = Math.max(...parts.map(estimateRowWidth));
  math.properties.className = ['parted'];
  math.properties.style = `--width: ${widest.toFixed(1)}`;
}

const createRow = (children: ElementContent[]): Element => ({
  type: 'element',
  tagName: 'mrow',
  properties: {},
  children,
});

/** Splits a row. Every part but the first begins with an operator, which stays infix. */
function splitAtOperators(nodes: readonly ElementContent[]): ElementContent[][] {
  const parts: ElementContent[][] = [[]];
  for (const node of nodes) {
    const sign = node.type === 'element' ? findOperator(node) : undefined;
    if (sign !== undefined && (parts.at(-1)?.length ?? 0) > 0) parts.push([sign]);
    else parts.at(-1)?.push(node);
  }
  return parts;
}

/** Returns a break operator in its infix form; an `mrow` may add spaces around it. */
function findOperator({ tagName, properties, children, ...element }: Element): Element | undefined {
  if (tagName === 'mrow') {
    const [sign, ...others] = children.filter(
      (child) => child.type === 'element' && child.tagName !== 'mspace',
    );
    const inside = others.length === 0 && sign?.type === 'element' ? findOperator(sign) : undefined;
    return inside && { ...element, tagName, properties, children };
  }
  const isSign = tagName === 'mo' && properties.form === undefined;
  if (!isSign || !BREAK_BEFORE.test(readFirstText({ children }))) return undefined;
  return { ...element, tagName, properties: { ...properties, form: 'infix' }, children };
}

const readFirstText = ({ children: [first] }: Pick<Element, 'children'>): string =>
  first?.type === 'text' ? first.value : '';

/** Average width of a character by element, as a multiple of the type size. */
const CHARACTER_WIDTHS: Readonly<Record<string, number>> = { mi: 0.6, mn: 0.52, mtext: 0.5, mo: 0.6 };
/** Space around an infix operator, as a multiple of the type size. */
const OPERATOR_SPACE = 0.55;
/** Scale of superscripts and subscripts. */
const SCRIPT_SCALE = 0.72;

/** Estimates the width as a multiple of the type size; too wide rather than too narrow. */
function estimateWidth(node: ElementContent): number {
  if (node.type !== 'element') return 0;
  const { tagName, properties, children } = node;
  const perCharacter = CHARACTER_WIDTHS[tagName];
  if (perCharacter !== undefined) {
    const between = tagName === 'mo' && properties.form === undefined ? OPERATOR_SPACE : 0;
    return [...readFirstText(node)].length * perCharacter + between;
  }
  if (tagName === 'mspace') return Math.max(0, Number.parseFloat(String(properties.width ?? 0)) || 0);
  const widths = children.map(estimateWidth);
  const [base = 0, ...scripts] = widths;
  if (/^(?:mfrac|munder|mover|munderover|mtable)$/.test(tagName)) return Math.max(0, ...widths);
  if (/^(?:msub|msup)$/.test(tagName)) return base + SCRIPT_SCALE * (scripts[0] ?? 0);
  if (tagName === 'msubsup') return base + SCRIPT_SCALE * Math.max(0, ...scripts);
  const around = { msqrt: 0.9, mroot: 0.9, mtd: 1, menclose: 0.5 }[tagName] ?? 0;
  return widths.reduce((sum, width) => sum + width, around);
}

const estimateRowWidth = (nodes: readonly ElementContent[]): number =>
  nodes.reduce((sum, node) => sum + estimateWidth(node), 0);

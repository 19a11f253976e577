/**
 * Formulas wider than a line: one goes on in the next line, before a sign of relation or addition. What cannot be parted is
 * set smaller, for what is smaller can be read, and what is cut off cannot.
 */

import type { Element, ElementContent, Root } from 'hast';
import { eachElement } from '../../lib/html/each-element.ts';

/** What any line has room for; a formula up to this stays as it is. Times the size of its type. */
const NARROW = 14;
/** Before these a formula may go on in the next line. */
const BREAKS = /^[=≠<>≤≥≈≅≡∼∝→←↔⇒⇐⇔+−±∓]$/u;

/** Changes the formulas of a tree in place. */
export function breakFormulas(tree: Root): void {
  eachElement(tree, (math) => {
    if (math.tagName !== 'math') return undefined;
    if (widthOf(math) > NARROW) part(math);
    return 'skip';
  });
}

function part(math: Element): void {
  const [row, ...others] = math.children;
  const splits = row?.type === 'element' && row.tagName === 'mrow' && others.length === 0;
  const parts = splits && Object.keys(row.properties).length === 0 ? partsOf(row.children) : [math.children];
  if (parts.length > 1) math.children = parts.map(mrow);
  const widest = Math.max(...parts.map(widthOfRow));
  math.properties.className = ['parted'];
  math.properties.style = `--width: ${widest.toFixed(1)}`;
}

const mrow = (children: ElementContent[]): Element => ({
  type: 'element',
  tagName: 'mrow',
  properties: {},
  children,
});

/** Each but the first begins with a sign, which still stands between two things. */
function partsOf(nodes: readonly ElementContent[]): ElementContent[][] {
  const parts: ElementContent[][] = [[]];
  for (const node of nodes) {
    const sign = node.type === 'element' ? signOf(node) : undefined;
    if (sign !== undefined && (parts.at(-1)?.length ?? 0) > 0) parts.push([sign]);
    else parts.at(-1)?.push(node);
  }
  return parts;
}

/** A sign that stands between two things, as it is when it begins a line; it may stand between spaces of its own. */
function signOf({ tagName, properties, children, ...element }: Element): Element | undefined {
  if (tagName === 'mrow') {
    const [sign, ...others] = children.filter(
      (child) => child.type === 'element' && child.tagName !== 'mspace',
    );
    const inside = others.length === 0 && sign?.type === 'element' ? signOf(sign) : undefined;
    return inside && { ...element, tagName, properties, children };
  }
  const isSign = tagName === 'mo' && properties.form === undefined;
  if (!isSign || !BREAKS.test(textIn({ children }))) return undefined;
  return { ...element, tagName, properties: { ...properties, form: 'infix' }, children };
}

const textIn = ({ children: [first] }: Pick<Element, 'children'>): string =>
  first?.type === 'text' ? first.value : '';

/** Characters are about half as wide as high; signs between things have space around them. */
const PER_CHARACTER: Readonly<Record<string, number>> = { mi: 0.6, mn: 0.52, mtext: 0.5, mo: 0.6 };
const SPACE_AROUND = 0.55;
/** Raised and lowered signs. */
const SCRIPT = 0.72;

/** Times the size of its type; rather too much than too little. */
function widthOf(node: ElementContent): number {
  if (node.type !== 'element') return 0;
  const { tagName, properties, children } = node;
  const perCharacter = PER_CHARACTER[tagName];
  if (perCharacter !== undefined) {
    const between = tagName === 'mo' && properties.form === undefined ? SPACE_AROUND : 0;
    return [...textIn(node)].length * perCharacter + between;
  }
  if (tagName === 'mspace') return Math.max(0, Number.parseFloat(String(properties.width ?? 0)) || 0);
  const widths = children.map(widthOf);
  const [base = 0, ...scripts] = widths;
  if (/^(?:mfrac|munder|mover|munderover|mtable)$/.test(tagName)) return Math.max(0, ...widths);
  if (/^(?:msub|msup)$/.test(tagName)) return base + SCRIPT * (scripts[0] ?? 0);
  if (tagName === 'msubsup') return base + SCRIPT * Math.max(0, ...scripts);
  const around = { msqrt: 0.9, mroot: 0.9, mtd: 1, menclose: 0.5 }[tagName] ?? 0;
  return widths.reduce((sum, width) => sum + width, around);
}

const widthOfRow = (nodes: readonly ElementContent[]): number =>
  nodes.reduce((sum, node) => sum + widthOf(node), 0);

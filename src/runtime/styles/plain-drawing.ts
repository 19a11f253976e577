/**
 * Checks a drawing that a style sheet names. Unlike a drawing in the text it is shown as a picture, without scripts and
 * without other files, so it is refused rather than cleaned if it has any.
 */
import type { Element, Nodes } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { scanStyle } from '../../lib/css/scan.ts';

const SVG = 'http://www.w3.org/2000/svg';
const ACTIVE = /^(?:script|foreignobject|iframe|object|embed|animate\w*|set|handler|a)$/i;

/** Returns whether a text is well-formed SVG without scripts, animations, a document type and addresses of other files. */
export function isPlainDrawing(text: string): boolean {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return false;
  try {
    const tree = fromXml(text);
    const root = tree.children.find((node): node is Element => node.type === 'element');
    return root?.name === 'svg' && root.attributes.xmlns === SVG && isPlain(tree);
  } catch {
    return false;
  }
}

function isPlain(top: Nodes): boolean {
  const nodes: Nodes[] = [top];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    // A processing instruction can name a style sheet.
    if (node.type === 'instruction' && node.name !== 'xml') return false;
    if (node.type === 'element' && !isPlainElement(node)) return false;
    if ('children' in node) nodes.push(...node.children);
  }
  return true;
}

function isPlainElement({ name, attributes, children }: Element): boolean {
  const local = name.replace(/^.*:/, '');
  if (ACTIVE.test(local)) return false;
  const text = children.map((child) => ('value' in child ? child.value : '')).join('');
  if (local === 'style' && !isPlainStyle(text)) return false;
  return Object.entries(attributes).every(([key, value]) => isPlainAttribute(key, value ?? ''));
}

function isPlainAttribute(name: string, value: string): boolean {
  if (/^on/i.test(name) || name === 'xml:base') return false;
  if (/^(?:\w+:)?(?:href|src)$/i.test(name)) return isLocal(value);
  return /^xmlns(?::|$)/.test(name) || isPlainStyle(`x{x:${value}}`);
}

const isLocal = (address: string): boolean =>
  /^\s*(?:#|data:image\/(?:png|jpeg|gif|webp)[;,])/i.test(address);

function isPlainStyle(css: string): boolean {
  const { addresses, imports } = scanStyle(css);
  return imports.length === 0 && addresses.every(({ value }) => isLocal(value));
}

/** Handles HTML in drawings (`foreignObject`) and its replacement in a `<switch>`: SVG 2, 5.8. */
import type { XmlElement } from './parse.ts';
import { ELEMENTS } from './vocabulary.ts';

/**
 * Returns whether no browser renders an element: it is empty, or requires one program, as Illustrator's own
 * data does.
 */
export function isNeverRendered({ attributes, children }: XmlElement): boolean {
  const asked = (attributes.requiredExtensions ?? '').trim();
  return (asked !== '' && !asked.includes('xhtml')) || children.every(isBlank);
}

const isBlank = (node: { readonly type: string; readonly text?: string }): boolean =>
  node.type !== 'element' && (node.text ?? '').trim() === '';

/** Returns, for each child of a `<switch>`, the next child that can be rendered. */
export function findReplacements({ children }: XmlElement): ReadonlyMap<XmlElement, XmlElement> {
  const found = new Map<XmlElement, XmlElement>();
  let next: XmlElement | undefined;
  for (const node of [...children].reverse()) {
    if (node.type !== 'element') continue;
    const element = node as XmlElement;
    if (next !== undefined) found.set(element, next);
    if (isRendered(element)) next = element;
  }
  return found;
}

const NON_RENDERED = new Set(['title', 'desc', 'style', 'defs']);

function isRendered(element: XmlElement): boolean {
  const name = localName(element.name);
  return ELEMENTS.has(name) && !NON_RENDERED.has(name);
}

/** Returns the beginning of an element's text if the replacement has a different text. */
export function findLostText({ text }: XmlElement, replacement: XmlElement): string | undefined {
  // An image in the replacement is assumed to show the text.
  if (hasImage(replacement)) return undefined;
  const words = text.trim().replace(/\s+/g, ' ');
  if (words.replaceAll(' ', '') === replacement.text.replace(/\s+/g, '')) return undefined;
  return words.length > 40 ? `${words.slice(0, 40)}…` : words;
}

const hasImage = ({ name, children }: XmlElement): boolean =>
  localName(name) === 'image' ||
  children.some((child) => child.type === 'element' && localName((child as XmlElement).name) === 'image');

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

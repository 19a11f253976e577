/** HTML in a drawing (`foreignObject`), and what is drawn in its place by who draws no HTML: SVG 2, 5.8, `switch`. */
import type { XmlElement } from './parse.ts';
import { ELEMENTS } from './vocabulary.ts';

/** Whether nobody draws it: it is empty, or asks for one program, as Illustrator's own drawing does. */
export function isForNobody({ attributes, children }: XmlElement): boolean {
  const asked = (attributes.requiredExtensions ?? '').trim();
  return (asked !== '' && !asked.includes('xhtml')) || children.every(isBlank);
}

const isBlank = (node: { readonly type: string; readonly text?: string }): boolean =>
  node.type !== 'element' && (node.text ?? '').trim() === '';

/** For each child of a `<switch>` the next one that is drawn. */
export function replacementsIn({ children }: XmlElement): ReadonlyMap<XmlElement, XmlElement> {
  const found = new Map<XmlElement, XmlElement>();
  let next: XmlElement | undefined;
  for (const node of [...children].reverse()) {
    if (node.type !== 'element') continue;
    const element = node as XmlElement;
    if (next !== undefined) found.set(element, next);
    if (isDrawn(element)) next = element;
  }
  return found;
}

const SILENT = new Set(['title', 'desc', 'style', 'defs']);

function isDrawn(element: XmlElement): boolean {
  const name = localName(element.name);
  return ELEMENTS.has(name) && !SILENT.has(name);
}

/** @returns the beginning of the words in it, where what is drawn in its place says something else */
export function lostWords({ text }: XmlElement, replacement: XmlElement): string | undefined {
  // A picture of the words says what they say.
  if (hasPicture(replacement)) return undefined;
  const words = text.trim().replace(/\s+/g, ' ');
  if (words.replaceAll(' ', '') === replacement.text.replace(/\s+/g, '')) return undefined;
  return words.length > 40 ? `${words.slice(0, 40)}…` : words;
}

const hasPicture = ({ name, children }: XmlElement): boolean =>
  localName(name) === 'image' ||
  children.some((child) => child.type === 'element' && localName((child as XmlElement).name) === 'image');

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

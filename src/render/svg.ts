/** An SVG file, read as XML: whether it is well-formed, what in it may not be printed, how large it is. */

import { visit } from 'unist-util-visit';
import type { Element, Root } from 'xast';

export type SvgVerdict =
  | { readonly verdict: 'safe'; readonly width: number; readonly height: number; readonly xml: string }
  | { readonly verdict: 'unsafe'; readonly what: string; readonly offset: number }
  | { readonly verdict: 'broken'; readonly reason: string; readonly offset: number };

const FORBIDDEN = new Set([
  'script',
  'foreignObject',
  'iframe',
  'audio',
  'video',
  'handler',
  'listener',
  'set',
]);

/** @param text the file, decoded */
export async function judgeSvg(text: string): Promise<SvgVerdict> {
  const [{ fromXml }, { toXml }] = await Promise.all([
    import('xast-util-from-xml'),
    import('xast-util-to-xml'),
  ]);
  let tree: Root;
  try {
    tree = fromXml(text);
  } catch (error) {
    return { verdict: 'broken', reason: reasonOf(error), offset: offsetOf(error, text) };
  }
  const root = tree.children.find((node): node is Element => node.type === 'element');
  if (root?.name !== 'svg')
    return { verdict: 'broken', reason: 'its first element is not `<svg>`', offset: 0 };
  const unsafe = findUnsafe(tree);
  if (unsafe) return { verdict: 'unsafe', ...unsafe };
  root.attributes.xmlns ??= 'http://www.w3.org/2000/svg';
  // A document type or instruction has no use in a page and can load an entity from outside.
  const xml = toXml({ type: 'root', children: [root] });
  return { verdict: 'safe', ...sizeOf(root), xml };
}

function findUnsafe(tree: Root): { what: string; offset: number } | undefined {
  let found: { what: string; offset: number } | undefined;
  visit(tree, 'element', (element) => {
    const what = unsafeElement(element) ?? unsafeAttribute(element);
    if (what !== undefined) found ??= { what, offset: element.position?.start.offset ?? 0 };
  });
  return found;
}

function unsafeElement({ name, children }: Element): string | undefined {
  if (FORBIDDEN.has(name)) return `\`<${name}>\``;
  const [first] = children;
  const css = name === 'style' && first?.type === 'text' ? first.value : '';
  return refersOutside(css) ? 'a style that loads another file' : undefined;
}

function unsafeAttribute({ name, attributes }: Element): string | undefined {
  for (const [attribute, value] of Object.entries(attributes)) {
    if (/^on/i.test(attribute)) return `the event handler \`${attribute}\``;
    const isLink = attribute === 'href' || attribute === 'xlink:href';
    const leadsOut =
      isLink && name !== 'a' && !/^\s*(?:#|data:image\/(?:png|jpeg|gif|webp)[;,])/i.test(value ?? '');
    if (leadsOut || (isLink && /^\s*(?:javascript|data:text)/i.test(value ?? ''))) {
      return `a reference to another file, \`${value}\``;
    }
    if (refersOutside(value ?? '')) return `a reference to another file in \`${attribute}\``;
  }
  return undefined;
}

function refersOutside(css: string): boolean {
  return /@import|url\(\s*['"]?(?!#|data:)/i.test(css);
}

/** SVG 2, 8.2: the viewBox says the size; without it, `width` and `height` do; without them, 300 by 150. */
function sizeOf(root: Element): { width: number; height: number } {
  const box = (root.attributes.viewBox ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [, , boxWidth, boxHeight] = box;
  const width = boxWidth || Number.parseFloat(root.attributes.width ?? '') || 300;
  const height = boxHeight || Number.parseFloat(root.attributes.height ?? '') || 150;
  // A size in the file would fix the picture's size on every page; the viewBox keeps its shape.
  root.attributes.viewBox ??= `0 0 ${width} ${height}`;
  delete root.attributes.width;
  delete root.attributes.height;
  return { width, height };
}

interface ParserMessage {
  readonly reason?: string;
  readonly message?: string;
  readonly place?: { readonly offset?: number; readonly line?: number; readonly column?: number };
}

function reasonOf(error: unknown): string {
  const { reason, message } = error as ParserMessage;
  return (reason ?? message ?? String(error)).split('\n')[0]?.replace(/\.$/, '') ?? '';
}

function offsetOf(error: unknown, text: string): number {
  return Math.min((error as ParserMessage).place?.offset ?? 0, text.length);
}

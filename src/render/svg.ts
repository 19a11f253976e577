/** An SVG file, read as XML: whether it is well-formed, what in it may not be printed, how large it is. */
import type { Element, Root } from 'xast';
import { findUnsafe } from './svg-safety.ts';
import { sizeOf } from './svg-size.ts';

export type SvgVerdict =
  | { readonly verdict: 'safe'; readonly width: number; readonly height: number; readonly xml: string }
  | { readonly verdict: 'unsafe'; readonly what: string; readonly offset: number }
  | { readonly verdict: 'broken'; readonly reason: string; readonly offset: number };

const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';

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
    // The parser calls itself for each level; a drawing that ends the stack has thousands.
    if (error instanceof RangeError) return broken('its elements lie too deep in each other');
    return { verdict: 'broken', reason: reasonOf(error), offset: offsetOf(error, text) };
  }
  const root = tree.children.find((node): node is Element => node.type === 'element');
  if (root?.name !== 'svg') return broken('its first element is not `<svg>`');
  if ((root.attributes.xmlns ?? SVG) !== SVG) return broken('its namespace is not that of SVG');
  const unsafe = findUnsafe(root);
  if (unsafe) return { verdict: 'unsafe', ...unsafe };
  const undeclared = declareNamespaces(root);
  if (undeclared !== undefined) return broken(`it does not say what the prefix \`${undeclared}:\` means`);
  const size = sizeOf(root);
  // Only the root: a document type or instruction has no use in a page and can load an entity from outside.
  return { verdict: 'safe', ...size, xml: toXml({ type: 'root', children: [root] }) };
}

function broken(reason: string): SvgVerdict {
  return { verdict: 'broken', reason, offset: 0 };
}

/**
 * Adds the namespaces that everybody knows and some programs leave out.
 * @returns a prefix that nothing declares; with it the file is no XML with namespaces, and no browser shows it
 */
function declareNamespaces(root: Element): string | undefined {
  const [declared, used] = [new Set(['xml', 'xmlns']), new Set<string>()];
  collectPrefixes(root, declared, used);
  root.attributes.xmlns ??= SVG;
  if (used.has('xlink') && !declared.has('xlink')) root.attributes['xmlns:xlink'] = XLINK;
  return [...used].find((prefix) => prefix !== 'xlink' && !declared.has(prefix));
}

function collectPrefixes(
  { name, attributes, children }: Element,
  declared: Set<string>,
  used: Set<string>,
): void {
  for (const qualified of [name, ...Object.keys(attributes)]) {
    const [prefix = '', local] = qualified.split(':', 2);
    if (local === undefined) continue;
    if (prefix === 'xmlns') declared.add(local);
    else used.add(prefix);
  }
  for (const child of children) if (child.type === 'element') collectPrefixes(child, declared, used);
}

interface ParserMessage {
  readonly reason?: string;
  readonly message?: string;
  readonly place?: { readonly offset?: number };
}

function reasonOf(error: unknown): string {
  const { reason, message } = error as ParserMessage;
  return (reason ?? message ?? String(error)).split('\n')[0]?.replace(/\.$/, '') ?? '';
}

function offsetOf(error: unknown, text: string): number {
  return Math.min((error as ParserMessage).place?.offset ?? 0, text.length);
}

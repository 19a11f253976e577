/** What in an SVG drawing may not be printed: whatever runs, loads another file, or grows without end. */
import type { Element } from 'xast';
import { copiesIn } from './svg-copies.ts';

export interface Unsafe {
  /** In words, as the rest of “contains …”. */
  readonly what: string;
  readonly offset: number;
}

const FORBIDDEN = new Set('script foreignObject iframe audio video handler listener set'.split(' '));

/** Deeper than any drawing program writes; beyond it, whoever walks the tree may end the stack. */
const MOST_LEVELS = 200;

/** A few lines of `<use>` that use each other make millions of elements (“billion laughs”). */
const MOST_COPIES = 100_000;

export function findUnsafe(root: Element): Unsafe | undefined {
  const found = unsafeBelow(root, 1);
  if (found) return found;
  return copiesIn(root) > MOST_COPIES ? { what: '`<use>` that makes too many copies', offset: 0 } : undefined;
}

function unsafeBelow(element: Element, level: number): Unsafe | undefined {
  const offset = element.position?.start.offset ?? 0;
  if (level > MOST_LEVELS) return { what: `more than ${MOST_LEVELS} levels of elements`, offset };
  const what = unsafeElement(element) ?? unsafeAttribute(element);
  if (what !== undefined) return { what, offset };
  for (const child of element.children) {
    const found = child.type === 'element' ? unsafeBelow(child, level + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Prefixes are the author's choice; what counts is the name after them. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function unsafeElement(element: Element): string | undefined {
  const name = localName(element.name);
  if (FORBIDDEN.has(name)) return `\`<${element.name}>\``;
  return name === 'style' && refersOutside(textIn(element)) ? 'a style that loads another file' : undefined;
}

function textIn({ children }: Element): string {
  return children
    .map((child) => (child.type === 'text' || child.type === 'cdata' ? child.value : ''))
    .join('');
}

function unsafeAttribute(element: Element): string | undefined {
  for (const [attribute, value] of Object.entries(element.attributes)) {
    const what = unsafeValue(element, attribute, value ?? '');
    if (what !== undefined) return what;
  }
  return undefined;
}

function unsafeValue(element: Element, attribute: string, value: string): string | undefined {
  const name = localName(attribute);
  if (/^on/i.test(name)) return `the event handler \`${attribute}\``;
  if (attribute === 'xml:base') return 'the attribute `xml:base`';
  if (name === 'attributeName' && /href/i.test(value)) return 'an address that changes';
  const isLink = name === 'href' && !attribute.startsWith('xmlns');
  if (isLink && !isHarmless(element, value)) return `a reference to another file, \`${shortened(value)}\``;
  return refersOutside(value) ? `a reference to another file in \`${attribute}\`` : undefined;
}

/** A link may lead into the world; anything else only to what is in the file. */
function isHarmless({ name }: Element, href: string): boolean {
  // URL Living Standard, 4.4: white space and controls in a scheme are passed over.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const address = href.replace(/[\u0000- ]/g, '').toLowerCase();
  if (localName(name) === 'a') return /^(?:#|https?:|mailto:|tel:)/.test(address);
  return /^(?:#|data:image\/(?:png|jpeg|gif|webp)[;,])/.test(address);
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** CSS Syntax 3, 4.3.7: `\75rl(` is `url(`. */
function refersOutside(css: string): boolean {
  const plain = css
    .replace(/\\([\da-f]{1,6})\s?/gi, (_, code: string) => characterOf(code))
    .replaceAll('\\', '');
  return /@import|image-set\(|\bsrc\(|url\(\s*['"]?\s*(?!['"\s]|#|data:(?:image\/(?:png|jpeg|gif|webp)|font\/))/i.test(
    plain,
  );
}

function characterOf(code: string): string {
  const point = Number.parseInt(code, 16);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD';
}

/**
 * Normalizes the ids of a drawing and the references to them. Drawing programs write invalid ids (`Frame 1`)
 * and duplicate ids, which browsers accept and validators of e-books reject. Each id becomes a valid, unique
 * name; references to missing ids are removed.
 */
import { type CSSToken, HashType, type TokenHash, TokenType } from '@csstools/css-tokenizer';
import type { Element } from 'xast';
import { isPlainValue, serializeCss, tokenizeCss } from './css.ts';
import { holdsCss } from './vocabulary.ts';

/**
 * Normalizes the ids and references of a sanitized drawing. Removes animations of missing elements.
 * @param root root element, which is changed
 */
export function normalizeIds(root: Element): void {
  const ids = new IdIndex(root);
  for (const element of walkElements(root)) {
    normalizeElement(element, ids);
    element.children = element.children.filter(
      (child) => child.type !== 'element' || !isOrphanAnimation(child, ids),
    );
  }
}

/**
 * An NCName (Namespaces in XML 1.0, 3) of ASCII characters, because validators disagree about other letters.
 */
const NAME = /^[A-Za-z_][\w.-]*$/;

/** Fragment for missing elements, which is no valid name. */
const MISSING = '-';

/** Index of the elements of a drawing by id. */
class IdIndex {
  /** Whether an id was changed. */
  isChanged = false;
  /** Elements by the id in the file. */
  readonly #elements = new Map<string, Element>();
  readonly #renamed = new Map<string, Element>();

  constructor(root: Element) {
    for (const element of walkElements(root)) {
      const { id } = element.attributes;
      if (id == null) continue;
      // Of duplicate ids the first one counts (DOM, 4.2.4).
      if (id === '' || this.#elements.has(id)) delete element.attributes.id;
      else this.#elements.set(id, element);
    }
    const taken = new Set(this.#elements.keys());
    for (const [id, element] of this.#elements) {
      if (NAME.test(id)) continue;
      this.isChanged = true;
      const name = chooseFreeName(id, taken);
      taken.add(name);
      element.attributes.id = name;
      this.#renamed.set(name, element);
    }
  }

  /**
   * Finds an element by its id in the file.
   * @param fragment fragment of an address, possibly percent-encoded
   */
  find(fragment: string): Element | undefined {
    return this.#elements.get(fragment) ?? this.#elements.get(decodeFragment(fragment));
  }

  /** Finds an element by its normalized id. */
  findNormalized(id: string): Element | undefined {
    return this.#renamed.get(id) ?? this.#elements.get(id);
  }
}

function chooseFreeName(id: string, taken: ReadonlySet<string>): string {
  const name = id.replace(/[^\w.-]/g, '_').replace(/^(?![A-Za-z_])/, '_');
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}-${number}`;
  return free;
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function* walkElements(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) if (child.type === 'element') yield* walkElements(child);
}

function normalizeElement(element: Element, ids: IdIndex): void {
  const { attributes, name, children } = element;
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value == null) continue;
    const normalized = normalizeValue(name, attribute, value, ids);
    if (normalized === undefined) delete attributes[attribute];
    else attributes[attribute] = normalized;
  }
  const [sheet] = children;
  if (name === 'style' && sheet?.type === 'text') sheet.value = normalizeCss(sheet.value, ids);
}

/** Returns the normalized value of an attribute; `undefined` if it refers to a missing element. */
function normalizeValue(element: string, attribute: string, value: string, ids: IdIndex): string | undefined {
  if (attribute === 'href' || attribute === 'xlink:href') return normalizeLink(element, value, ids);
  if (attribute === 'aria-labelledby' || attribute === 'aria-describedby') return normalizeIdList(value, ids);
  if (attribute === 'style') {
    const paint = (_: string, name: string, paint: string) => name + normalizePaint(paint, ids);
    return isPlainValue(value)
      ? value
      : normalizeCss(value, ids).replace(/((?:^|;)(?:fill|stroke):)([^;]*)/g, paint);
  }
  if (!holdsCss(attribute) || isPlainValue(value)) return value;
  const css = normalizeCss(value, ids);
  return attribute === 'fill' || attribute === 'stroke' ? normalizePaint(css, ids) : css;
}

/** Elements that `<use>` does not render. */
const NOT_RENDERED_BY_USE = new Set(
  'clipPath defs desc filter linearGradient marker mask pattern radialGradient stop style title'.split(' '),
);

function normalizeLink(element: string, href: string, ids: IdIndex): string | undefined {
  if (!href.startsWith('#')) return href;
  const found = ids.find(href.slice(1));
  if (found === undefined || (element === 'use' && NOT_RENDERED_BY_USE.has(found.name))) return undefined;
  return `#${found.attributes.id}`;
}

function normalizeIdList(list: string, ids: IdIndex): string | undefined {
  const names = list.split(/\s+/).flatMap((id) => ids.find(id)?.attributes.id ?? []);
  return names.length > 0 ? names.join(' ') : undefined;
}

/** Returns whether an element animates a missing element. */
const isOrphanAnimation = ({ name, attributes }: Element, ids: IdIndex): boolean => {
  const { href = attributes['xlink:href'] } = attributes;
  return (
    name.startsWith('animate') && href?.startsWith('#') === true && ids.find(href.slice(1)) === undefined
  );
};

/** Normalizes references in CSS. Colors such as `#abc` remain, because a valid name is never renamed. */
function normalizeCss(css: string, ids: IdIndex): string {
  if (!ids.isChanged && !css.includes('%')) return css;
  let inUrl = false;
  const tokens = tokenizeCss(css).map((token): CSSToken => {
    const [type] = token;
    if (type === TokenType.URL) return createUrl(normalizeAddress(token[4].value, ids));
    if (type === TokenType.String && inUrl) return createString(normalizeAddress(token[4].value, ids));
    if (type === TokenType.Hash && token[4].type === HashType.ID) return normalizeHash(token, ids);
    inUrl = (inUrl && (type === TokenType.Whitespace || type === TokenType.Comment)) || isUrl(token);
    return token;
  });
  return serializeCss(tokens);
}

const isUrl = (token: CSSToken): boolean =>
  token[0] === TokenType.Function && token[4].value.toLowerCase() === 'url';

function normalizeAddress(address: string, ids: IdIndex): string {
  const written = address.trim();
  return written.startsWith('#') ? `#${ids.find(written.slice(1))?.attributes.id ?? MISSING}` : written;
}

const createUrl = (value: string): CSSToken => [TokenType.URL, '', -1, -1, { value }];

const createString = (value: string): CSSToken => [TokenType.String, '', -1, -1, { value }];

function normalizeHash(token: TokenHash, ids: IdIndex): CSSToken {
  const { value } = token[4];
  const id = NAME.test(value) ? undefined : ids.find(value)?.attributes.id;
  return id == null ? token : [TokenType.Hash, `#${id}`, -1, -1, { value: id, type: HashType.ID }];
}

const PAINT_SERVERS = new Set('linearGradient pattern radialGradient'.split(' '));

/** Replaces a missing paint server by the fallback color, or by `none`: SVG 2, 13.2. */
function normalizePaint(value: string, ids: IdIndex): string {
  const [url, id = ''] = /^url\(["']?#([^"')]*)["']?\)/.exec(value) ?? [];
  if (url === undefined || PAINT_SERVERS.has(ids.findNormalized(id)?.name ?? '')) return value;
  return value.slice(url.length).trim() || 'none';
}

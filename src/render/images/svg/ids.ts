/**
 * Ids of a drawing, and what refers to them. Drawing programs write ids that XML does not allow (`Frame 1`), and the same id several times; browsers
 * take both, validators of e-books neither. Each id becomes a name, once, and every reference leads to it or is left out.
 */
import { type CSSToken, HashType, type TokenHash, TokenType } from '@csstools/css-tokenizer';
import type { Element } from 'xast';
import { cssText, isPlain, tokensOf } from './css.ts';
import { holdsCss } from './vocabulary.ts';

/**
 * Changes the ids and references of a cleaned drawing. A reference to nothing goes, as nothing is drawn for it; an animation of nothing goes whole.
 * @param root is changed
 */
export function settleIds(root: Element): void {
  const ids = new Ids(root);
  for (const element of elementsIn(root)) {
    settleElement(element, ids);
    element.children = element.children.filter((child) => child.type !== 'element' || !isIdle(child, ids));
  }
}

/** XML Namespaces 1.0, 3 (NCName), those of ASCII: validators do not agree on which other letters there are. */
const NAME = /^[A-Za-z_][\w.-]*$/;

/** A fragment that is no name, and so no element's. */
const NOWHERE = '-';

class Ids {
  /** Whether an element has another id than it had. */
  isChanged = false;
  /** By the ids that the file has. */
  readonly #elements = new Map<string, Element>();
  readonly #renamed = new Map<string, Element>();

  constructor(root: Element) {
    for (const element of elementsIn(root)) {
      const { id } = element.attributes;
      if (id == null) continue;
      // The first of several is the one that is meant (DOM, 4.2.4).
      if (id === '' || this.#elements.has(id)) delete element.attributes.id;
      else this.#elements.set(id, element);
    }
    const taken = new Set(this.#elements.keys());
    for (const [id, element] of this.#elements) {
      if (NAME.test(id)) continue;
      this.isChanged = true;
      const name = freeName(id, taken);
      taken.add(name);
      element.attributes.id = name;
      this.#renamed.set(name, element);
    }
  }

  /** @param fragment as an address has it, perhaps with `%20` */
  find(fragment: string): Element | undefined {
    return this.#elements.get(fragment) ?? this.#elements.get(decoded(fragment));
  }

  /** @param id as it is now */
  named(id: string): Element | undefined {
    return this.#renamed.get(id) ?? this.#elements.get(id);
  }
}

function freeName(id: string, taken: ReadonlySet<string>): string {
  const name = id.replace(/[^\w.-]/g, '_').replace(/^(?![A-Za-z_])/, '_');
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}-${number}`;
  return free;
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function* elementsIn(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) if (child.type === 'element') yield* elementsIn(child);
}

function settleElement(element: Element, ids: Ids): void {
  const { attributes, name, children } = element;
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value == null) continue;
    const settled = settledValue(name, attribute, value, ids);
    if (settled === undefined) delete attributes[attribute];
    else attributes[attribute] = settled;
  }
  const [sheet] = children;
  if (name === 'style' && sheet?.type === 'text') sheet.value = settledCss(sheet.value, ids);
}

/** @returns nothing where it refers to nothing */
function settledValue(element: string, attribute: string, value: string, ids: Ids): string | undefined {
  if (attribute === 'href' || attribute === 'xlink:href') return settledLink(element, value, ids);
  if (attribute === 'aria-labelledby' || attribute === 'aria-describedby') return settledList(value, ids);
  if (attribute === 'style') {
    const paint = (_: string, name: string, said: string) => name + settledPaint(said, ids);
    return isPlain(value)
      ? value
      : settledCss(value, ids).replace(/((?:^|;)(?:fill|stroke):)([^;]*)/g, paint);
  }
  if (!holdsCss(attribute) || isPlain(value)) return value;
  const css = settledCss(value, ids);
  return attribute === 'fill' || attribute === 'stroke' ? settledPaint(css, ids) : css;
}

/** Elements that draw nothing where `<use>` shows them. */
const NOT_USED = new Set(
  'clipPath defs desc filter linearGradient marker mask pattern radialGradient stop style title'.split(' '),
);

function settledLink(element: string, href: string, ids: Ids): string | undefined {
  if (!href.startsWith('#')) return href;
  const found = ids.find(href.slice(1));
  if (found === undefined || (element === 'use' && NOT_USED.has(found.name))) return undefined;
  return `#${found.attributes.id}`;
}

function settledList(list: string, ids: Ids): string | undefined {
  const names = list.split(/\s+/).flatMap((id) => ids.find(id)?.attributes.id ?? []);
  return names.length > 0 ? names.join(' ') : undefined;
}

const isIdle = ({ name, attributes }: Element, ids: Ids): boolean => {
  const { href = attributes['xlink:href'] } = attributes;
  return (
    name.startsWith('animate') && href?.startsWith('#') === true && ids.find(href.slice(1)) === undefined
  );
};

/** Of a color such as `#abc` nothing is changed: it is a name as it stands, and so no id that was. */
function settledCss(css: string, ids: Ids): string {
  if (!ids.isChanged && !css.includes('%')) return css;
  let inUrl = false;
  const tokens = tokensOf(css).map((token): CSSToken => {
    const [type] = token;
    if (type === TokenType.URL) return urlOf(settledAddress(token[4].value, ids));
    if (type === TokenType.String && inUrl) return quotedOf(settledAddress(token[4].value, ids));
    if (type === TokenType.Hash && token[4].type === HashType.ID) return hashOf(token, ids);
    inUrl = (inUrl && (type === TokenType.Whitespace || type === TokenType.Comment)) || isUrl(token);
    return token;
  });
  return cssText(tokens);
}

const isUrl = (token: CSSToken): boolean =>
  token[0] === TokenType.Function && token[4].value.toLowerCase() === 'url';

function settledAddress(address: string, ids: Ids): string {
  const written = address.trim();
  return written.startsWith('#') ? `#${ids.find(written.slice(1))?.attributes.id ?? NOWHERE}` : written;
}

const urlOf = (value: string): CSSToken => [TokenType.URL, '', -1, -1, { value }];

const quotedOf = (value: string): CSSToken => [TokenType.String, '', -1, -1, { value }];

function hashOf(token: TokenHash, ids: Ids): CSSToken {
  const { value } = token[4];
  const id = NAME.test(value) ? undefined : ids.find(value)?.attributes.id;
  return id == null ? token : [TokenType.Hash, `#${id}`, -1, -1, { value: id, type: HashType.ID }];
}

const PAINTS = new Set('linearGradient pattern radialGradient'.split(' '));

/** SVG 2, 13.2: what is painted with nothing is painted in the color that is given besides, or not at all. */
function settledPaint(value: string, ids: Ids): string {
  const [url, id = ''] = /^url\(["']?#([^"')]*)["']?\)/.exec(value) ?? [];
  if (url === undefined || PAINTS.has(ids.named(id)?.name ?? '')) return value;
  return value.slice(url.length).trim() || 'none';
}

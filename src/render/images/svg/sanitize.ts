/**
 * What of an SVG file is kept: the elements and attributes of the lists, in SVG's namespace, with their prefixes resolved. What
 * runs, loads or leads elsewhere is a fault; what drawing programs write for themselves is left out without a word, and of
 * anything else that is left out it is told where a reader could miss it.
 */
import type { Element, ElementContent } from 'xast';
import { near } from '../../../lib/text/nearest.ts';
import { LIMITS } from './cost/limits.ts';
import { type Addresses, addressesIn, cssText, declarationsOf, isPlain, tokensOf } from './css.ts';
import { isForNobody, lostWords, replacementsIn } from './foreign-object.ts';
import { judgeLink } from './links.ts';
import { KNOWN, type Namespaces, namespaceOf, namespacesOf } from './namespaces.ts';
import type { XmlElement } from './parse.ts';
import { withoutLoads } from './stylesheets.ts';
import { MOST_LEVELS, surveyOf } from './survey.ts';
import {
  ATTRIBUTES,
  DANGEROUS,
  ELEMENTS,
  holdsCss,
  INVISIBLE,
  PROPERTIES,
  SVG,
  TEXT_ALONE,
  UNDRAWN,
  XHTML,
  XLINK,
  XML,
} from './vocabulary.ts';

/** Something that may not be in a drawing, in words, as the rest of “contains …”. */
export interface Fault {
  readonly what: string;
  readonly offset: number;
  readonly hint?: string;
}

/** Something that is left out. */
export interface Loss extends Fault {
  readonly hint: string;
}

/** An image that stands in the drawing itself. */
export interface EmbeddedImage {
  /** `data:…` */
  readonly address: string;
  readonly offset: number;
  /** The element that shows it; absent for one in a style. */
  readonly element?: Element;
}

export interface Cleaned {
  /** Absent: there is a fault, or the file's first element is no `<svg>` of SVG's. */
  readonly root: Element | undefined;
  /** Why the first element is none that could be drawn. */
  readonly mistaken: string | undefined;
  /** Where there begin to be more elements than a drawing may have; the rest was not looked at. */
  readonly overflow: number | undefined;
  /** The first of the faults. */
  readonly fault: Fault | undefined;
  /** A prefix that nothing declares: with it the file is no XML with namespaces. */
  readonly undeclared: string | undefined;
  readonly losses: readonly Loss[];
  readonly images: readonly EmbeddedImage[];
  /** Where each element begins in the file. */
  readonly offsets: ReadonlyMap<Element, number>;
}

export function cleanDrawing(source: XmlElement): Cleaned {
  const { deep, hasSheet } = surveyOf(source);
  const cleaner = new Cleaner(hasSheet);
  if (deep !== undefined) cleaner.refuse(`more than ${MOST_LEVELS} levels of elements`, deep);
  const mistaken = cleaner.mistakenIn(source);
  const root = mistaken === undefined ? cleaner.clean(source, KNOWN) : undefined;
  if (root !== undefined) {
    const links = cleaner.usesXlink ? { 'xmlns:xlink': XLINK } : {};
    root.attributes = { xmlns: SVG, ...links, ...root.attributes };
  }
  const { fault, undeclared, overflow, losses, images, offsets } = cleaner;
  return { ...{ root, mistaken, fault, undeclared, overflow, losses, images, offsets } };
}

class Cleaner {
  fault: Fault | undefined;
  undeclared: string | undefined;
  overflow: number | undefined;
  usesXlink = false;
  readonly losses: Loss[] = [];
  readonly images: EmbeddedImage[] = [];
  readonly offsets = new Map<Element, number>();
  readonly #told = new Set<string>();
  /** What is drawn in the place of HTML. */
  readonly #replacements = new Map<XmlElement, XmlElement>();
  readonly #compared = new Set<XmlElement>();
  /** Whether `data-` attributes may be asked for by a selector. */
  readonly #hasSheet: boolean;

  constructor(hasSheet: boolean) {
    this.#hasSheet = hasSheet;
  }

  /** @returns why a root is none that could be drawn */
  mistakenIn(source: XmlElement): string | undefined {
    const [namespace, name] = this.#resolve(source.name, namespacesOf(source, KNOWN));
    if (name !== 'svg') return 'its first element is not `<svg>`';
    return namespace === SVG || this.undeclared !== undefined
      ? undefined
      : 'its namespace is not that of SVG';
  }

  clean(source: XmlElement, around: Namespaces, isText = false): Element | undefined {
    if (this.offsets.size >= LIMITS.elements) this.overflow ??= source.start;
    if (this.fault !== undefined || this.overflow !== undefined) return undefined;
    const namespaces = namespacesOf(source, around);
    const [namespace, name] = this.#resolve(source.name, namespaces);
    if (!this.#isKept(source, namespace, name)) return undefined;
    const element: Element = { type: 'element', name, attributes: {}, children: [] };
    this.offsets.set(element, source.start);
    for (const [attribute, value] of Object.entries(source.attributes)) {
      this.#addAttribute(element, attribute, value, { source, namespaces });
    }
    if (TEXT_ALONE.has(name)) this.#addText(element, source);
    else this.#addChildren(element, source, namespaces, isText || name === 'text');
    return element;
  }

  refuse(what: string, { start }: Pick<XmlElement, 'start'>, hint?: string): void {
    this.fault ??= { what, offset: start, ...(hint !== undefined && { hint }) };
  }

  /** Tells of one of a kind, once. */
  lose(what: string, { start }: Pick<XmlElement, 'start'>, hint: string): void {
    if (this.#told.has(what)) return;
    this.#told.add(what);
    this.losses.push({ what, offset: start, hint });
  }

  /** @returns an undeclared prefix has no namespace */
  #resolve(qualified: string, namespaces: Namespaces): readonly [namespace: string, name: string] {
    const colon = qualified.indexOf(':');
    const prefix = colon < 0 ? '' : qualified.slice(0, colon);
    const namespace = namespaceOf(prefix, namespaces);
    if (namespace === undefined) this.undeclared ??= prefix;
    return [namespace ?? '', qualified.slice(colon + 1)];
  }

  #isKept(source: XmlElement, namespace: string, name: string): boolean {
    if (namespace !== SVG && namespace !== XHTML) return false;
    if (name === 'foreignObject' && this.#isReplaced(source)) return false;
    if (DANGEROUS.has(name.toLowerCase())) {
      this.refuse(
        `\`<${shortened(source.name)}>\``,
        source,
        name === 'foreignObject' ? PLAIN_TEXT : undefined,
      );
      return false;
    }
    if (namespace === SVG && ELEMENTS.has(name)) return true;
    if (namespace === XHTML || !INVISIBLE.has(name)) this.#loseElement(source, namespace, name);
    return false;
  }

  #loseElement(source: XmlElement, namespace: string, name: string): void {
    const hint = UNDRAWN.get(name);
    if (hint === undefined) {
      const what = namespace === XHTML ? 'which is HTML' : 'which SVG does not have';
      this.lose(`\`<${shortened(source.name)}>\`, ${what}`, source, nearestElement(name));
    } else if (!name.startsWith('flow') || source.text.trim() !== '') {
      this.lose(`\`<${source.name}>\`, which no browser draws`, source, hint);
    }
  }

  /** Of what another program would draw instead, it is told where that says something else. */
  #isReplaced(source: XmlElement): boolean {
    const replacement = this.#replacements.get(source);
    if (isForNobody(source) || replacement === undefined) return isForNobody(source);
    const isFirst = !this.#compared.has(replacement);
    this.#compared.add(replacement);
    const words = isFirst ? lostWords(source, replacement) : undefined;
    if (words !== undefined) {
      this.lose(`text in HTML (“${words}”), of which other words are drawn`, source, PLAIN_TEXT);
    }
    return true;
  }

  #addText(element: Element, source: XmlElement): void {
    const value = element.name === 'style' ? this.#sheetIn(source) : source.text.trim();
    if (value !== '') element.children = [{ type: 'text', value }];
  }

  #sheetIn(source: XmlElement): string {
    const written = ownText(source);
    const { text, dropped } = withoutLoads(written);
    for (const what of dropped) this.lose(what, source, EMBED);
    const sheet = dropped.length > 0 ? text : written;
    const addresses = addressesIn(tokensOf(sheet));
    this.#take(addresses, source);
    if (addresses.outside !== undefined) this.refuse('a style that loads another file', source);
    return sheet;
  }

  #addChildren(element: Element, source: XmlElement, namespaces: Namespaces, isText: boolean): void {
    if (element.name === 'switch')
      for (const [one, other] of replacementsIn(source)) this.#replacements.set(one, other);
    for (const child of source.children) {
      if (child.type === 'element') {
        const kept = this.clean(child as XmlElement, namespaces, isText);
        if (kept !== undefined) element.children.push(kept);
      } else if (isText && (child.type === 'text' || child.type === 'cdata'))
        addWords(element, textOf(child));
    }
  }

  #addAttribute(
    element: Element,
    qualified: string,
    value: string,
    { source, namespaces }: { readonly source: XmlElement; readonly namespaces: Namespaces },
  ): void {
    if (/^xmlns(?::|$)/.test(qualified)) return;
    if (!qualified.includes(':')) {
      this.#addPlain(element, qualified, value, source);
      return;
    }
    const [namespace, name] = this.#resolve(qualified, namespaces);
    if (namespace === XLINK && name === 'href') this.#addLink(element, 'xlink:href', value, source);
    else if (namespace === XML && name === 'base') this.refuse('the attribute `xml:base`', source);
    else if (namespace === XML && (name === 'lang' || name === 'space')) set(element, `xml:${name}`, value);
  }

  #addPlain(element: Element, name: string, value: string, source: XmlElement): void {
    if (/^on[a-z]+$/i.test(name)) this.refuse(`the event handler \`${name}\``, source);
    else if (name === 'href') this.#addLink(element, name, value, source);
    else if (name === 'style') this.#addStyle(element, value, source);
    else if (holdsCss(name)) this.#addCss(element, name, value, source);
    else if (name === 'attributeName' && /(?:^|:)(?:href$|on)/i.test(value.trim())) {
      this.refuse('an address that changes', source);
    } else if (ATTRIBUTES.has(name) || this.#isOpenName(name)) set(element, name, value);
  }

  #isOpenName(name: string): boolean {
    return /^aria-[a-z]+$/.test(name) || (this.#hasSheet && /^data-[\w.-]+$/.test(name));
  }

  #addCss(element: Element, name: string, value: string, source: XmlElement): void {
    if (isPlain(value)) {
      set(element, name, value);
      return;
    }
    const tokens = tokensOf(value);
    const addresses = addressesIn(tokens);
    if (this.#isHarmless(addresses, name, source)) set(element, name, cssText(tokens));
  }

  /** Properties that draw nothing, and those that programs invent, are left out. */
  #addStyle(element: Element, value: string, source: XmlElement): void {
    const kept: string[] = [];
    for (const declaration of declarationsOf(value)) {
      const property = declaration.property.replace(/^-webkit-/, '');
      const addresses = addressesIn(declaration.value);
      if (!this.#isHarmless(addresses, 'style', source)) continue;
      const isVariable = property.startsWith('--');
      if (!isVariable && !PROPERTIES.has(property)) continue;
      // Nobody could tell what it is put into.
      if (isVariable && addresses.local.length > 0) this.refuse('a variable with an address', source);
      kept.push(`${property}:${cssText(declaration.value)}`);
    }
    if (kept.length > 0) set(element, 'style', kept.join(';'));
  }

  #isHarmless(addresses: Addresses, attribute: string, source: XmlElement): boolean {
    this.#take(addresses, source);
    if (addresses.outside === undefined) return true;
    this.refuse(`a reference to another file in \`${attribute}\``, source);
    return false;
  }

  #take({ images }: Addresses, { start }: XmlElement): void {
    for (const address of images) this.images.push({ address, offset: start });
  }

  #addLink(element: Element, attribute: string, written: string, source: XmlElement): void {
    const href = written.trim();
    const verdict = judgeLink(element.name, href);
    if (verdict === 'outside') this.refuse(`a reference to another file, \`${shortened(written)}\``, source);
    else if (verdict === 'nowhere') {
      this.lose(
        `a link to \`${shortened(href)}\`, which no reader has`,
        source,
        'Give it an address that begins with `https://`, or remove it.',
      );
    } else if (verdict !== 'useless') {
      if (verdict === 'image') this.images.push({ address: href, offset: source.start, element });
      this.usesXlink ||= attribute !== 'href';
      set(element, attribute, href);
    }
  }
}

const EMBED = 'Export it with its fonts and styles in it; else it is drawn without them, in another font.';

const PLAIN_TEXT =
  'Export its text as plain text: in Mermaid with `htmlLabels: false`, in draw.io without “Formatted Text” and “Word Wrap”.';

/** An attribute that is there twice, by two prefixes, keeps what it has. */
function set({ attributes }: Element, name: string, value: string): void {
  if (!Object.hasOwn(attributes, name)) attributes[name] = value;
}

const nearestElement = (name: string): string => {
  const { near: meant } = name.length > 40 ? {} : near(name, ELEMENTS);
  return meant === undefined ? 'Draw it with shapes and text.' : `Did you mean \`<${meant}>\`?`;
};

function addWords(element: Element, value: string): void {
  const last: ElementContent | undefined = element.children.at(-1);
  if (last?.type === 'text') last.value += value;
  else element.children.push({ type: 'text', value });
}

const textOf = (node: { readonly type: string }): string => (node as { readonly text?: string }).text ?? '';

/** Browsers read no more of a style sheet than this. */
const ownText = ({ children }: XmlElement): string =>
  children.map((child) => (child.type === 'text' || child.type === 'cdata' ? textOf(child) : '')).join('');

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

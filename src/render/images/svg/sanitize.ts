/**
 * Sanitizes an SVG file: copies the allowed elements and attributes in SVG's namespace, with resolved
 * prefixes. Content that runs or loads something, or refers to other files, is forbidden. Private data of
 * drawing programs is removed silently; other removed parts are reported if a reader could miss them.
 */
import type { Element, ElementContent } from 'xast';
import { suggestName } from '../../../lib/text/nearest.ts';
import { LIMITS } from './cost/limits.ts';
import { findAddresses, tokenizeCss } from './css.ts';
import {
  type EmbeddedImage,
  Findings,
  type ForbiddenContent,
  type RemovedPart,
  shorten,
} from './findings.ts';
import { findLostText, findReplacements, isNeverRendered } from './foreign-object.ts';
import { DEFAULT_NAMESPACES, type Namespaces, readNamespaces, resolveNamespace } from './namespaces.ts';
import type { XmlElement } from './parse.ts';
import { AttributeSanitizer, setAttribute } from './sanitize-attributes.ts';
import { removeExternalFiles } from './stylesheets.ts';
import { MAX_DEPTH, surveyElements } from './survey.ts';
import {
  DANGEROUS,
  ELEMENTS,
  INVISIBLE,
  NOT_RENDERED,
  SVG,
  TEXT_ONLY,
  XHTML,
  XLINK,
  XML,
} from './vocabulary.ts';

/** A sanitized drawing and what was found in its file. Offsets count UTF-16 code units. */
export interface SanitizedSvg {
  /**
   * The root element; absent if content is forbidden, or if the root of the file is not `<svg>` in SVG's
   * namespace.
   */
  readonly root: Element | undefined;
  /** Why the root of the file is not a drawing. */
  readonly rootProblem: string | undefined;
  /** Offset of the first element beyond the limit; the rest of the file was not read. */
  readonly overflow: number | undefined;
  /** The first forbidden content. */
  readonly forbidden: ForbiddenContent | undefined;
  /** An undeclared prefix, which makes the file invalid XML with namespaces. */
  readonly undeclared: string | undefined;
  readonly removed: readonly RemovedPart[];
  readonly images: readonly EmbeddedImage[];
  /** Offset of each element in the file. */
  readonly offsets: ReadonlyMap<Element, number>;
}

/** Sanitizes a parsed drawing. */
export function sanitizeDrawing(source: XmlElement): SanitizedSvg {
  const { tooDeep, hasSheet } = surveyElements(source);
  const findings = new Findings();
  const attributes = new AttributeSanitizer(findings, hasSheet);
  const sanitizer = new ElementSanitizer(findings, attributes);
  if (tooDeep !== undefined) findings.forbid(`more than ${MAX_DEPTH} levels of elements`, tooDeep);
  const rootProblem = sanitizer.checkRoot(source);
  const root = rootProblem === undefined ? sanitizer.sanitize(source, DEFAULT_NAMESPACES) : undefined;
  if (root !== undefined) {
    const links = attributes.usesXlink ? { 'xmlns:xlink': XLINK } : {};
    root.attributes = { xmlns: SVG, ...links, ...root.attributes };
  }
  const { undeclared, overflow, offsets } = sanitizer;
  const { forbidden, removed, images } = findings;
  return { root, rootProblem, forbidden, undeclared, overflow, removed, images, offsets };
}

/** Copies the allowed elements of a drawing. */
class ElementSanitizer {
  undeclared: string | undefined;
  overflow: number | undefined;
  readonly offsets = new Map<Element, number>();
  readonly #findings: Findings;
  readonly #attributes: AttributeSanitizer;
  /** Replacements of HTML, by element. */
  readonly #replacements = new Map<XmlElement, XmlElement>();
  /** Replacements whose text was compared. */
  readonly #compared = new Set<XmlElement>();

  constructor(findings: Findings, attributes: AttributeSanitizer) {
    this.#findings = findings;
    this.#attributes = attributes;
  }

  /** Returns why the root is not a drawing; `undefined` if it is one. */
  checkRoot(source: XmlElement): string | undefined {
    const [namespace, name] = this.#resolve(source.name, readNamespaces(source, DEFAULT_NAMESPACES));
    if (name !== 'svg') return 'its first element is not `<svg>`';
    return namespace === SVG || this.undeclared !== undefined
      ? undefined
      : 'its namespace is not that of SVG';
  }

  /** Copies an element with its content; returns `undefined` if it is not allowed, or after an error. */
  sanitize(source: XmlElement, outer: Namespaces, isText = false): Element | undefined {
    if (this.offsets.size >= LIMITS.elements) this.overflow ??= source.start;
    if (this.#findings.forbidden !== undefined || this.overflow !== undefined) return undefined;
    const namespaces = readNamespaces(source, outer);
    const [namespace, name] = this.#resolve(source.name, namespaces);
    if (!this.#isAllowed(source, namespace, name)) return undefined;
    const element: Element = { type: 'element', name, attributes: {}, children: [] };
    this.offsets.set(element, source.start);
    for (const [attribute, value] of Object.entries(source.attributes)) {
      this.#addAttribute(element, attribute, value, { source, namespaces });
    }
    if (TEXT_ONLY.has(name)) this.#addText(element, source);
    else this.#addChildren(element, source, namespaces, isText || name === 'text');
    return element;
  }

  /** Splits a qualified name. The namespace of an undeclared prefix is empty. */
  #resolve(qualified: string, namespaces: Namespaces): readonly [namespace: string, name: string] {
    const colon = qualified.indexOf(':');
    const prefix = colon < 0 ? '' : qualified.slice(0, colon);
    const namespace = resolveNamespace(prefix, namespaces);
    if (namespace === undefined) this.undeclared ??= prefix;
    return [namespace ?? '', qualified.slice(colon + 1)];
  }

  #isAllowed(source: XmlElement, namespace: string, name: string): boolean {
    if (namespace !== SVG && namespace !== XHTML) return false;
    if (name === 'foreignObject' && this.#isReplaced(source)) return false;
    if (DANGEROUS.has(name.toLowerCase())) {
      this.#findings.forbid(
        `\`<${shorten(source.name)}>\``,
        source,
        name === 'foreignObject' ? PLAIN_TEXT : undefined,
      );
      return false;
    }
    if (namespace === SVG && ELEMENTS.has(name)) return true;
    if (namespace === XHTML || !INVISIBLE.has(name)) this.#reportRemoved(source, namespace, name);
    return false;
  }

  /** Reports a removed element, if a reader could miss it. */
  #reportRemoved(source: XmlElement, namespace: string, name: string): void {
    const hint = NOT_RENDERED.get(name);
    if (hint === undefined) {
      const reason = namespace === XHTML ? 'which is HTML' : 'which SVG does not have';
      this.#findings.remove(`\`<${shorten(source.name)}>\`, ${reason}`, source, suggestElement(name));
    } else if (!name.startsWith('flow') || source.text.trim() !== '') {
      this.#findings.remove(`\`<${source.name}>\`, which no browser draws`, source, hint);
    }
  }

  /**
   * Returns whether HTML can be removed: it is never rendered, or has a replacement. Reports text that the
   * replacement does not have.
   */
  #isReplaced(source: XmlElement): boolean {
    const replacement = this.#replacements.get(source);
    if (isNeverRendered(source) || replacement === undefined) return isNeverRendered(source);
    const isFirst = !this.#compared.has(replacement);
    this.#compared.add(replacement);
    const words = isFirst ? findLostText(source, replacement) : undefined;
    if (words !== undefined) {
      this.#findings.remove(
        `text in HTML (“${words}”), which the drawing shows in other words`,
        source,
        PLAIN_TEXT,
      );
    }
    return true;
  }

  #addText(element: Element, source: XmlElement): void {
    const value = element.name === 'style' ? this.#sanitizeSheet(source) : source.text.trim();
    if (value !== '') element.children = [{ type: 'text', value }];
  }

  /** Returns the text of a style sheet without external files. */
  #sanitizeSheet(source: XmlElement): string {
    const written = readSheetText(source);
    const { text, dropped } = removeExternalFiles(written);
    for (const description of dropped) this.#findings.remove(description, source, EMBED);
    const sheet = dropped.length > 0 ? text : written;
    const addresses = findAddresses(tokenizeCss(sheet));
    this.#findings.addImages(addresses.images, source);
    if (addresses.external !== undefined) this.#findings.forbid('a style that loads another file', source);
    return sheet;
  }

  #addChildren(element: Element, source: XmlElement, namespaces: Namespaces, isText: boolean): void {
    if (element.name === 'switch')
      for (const [one, other] of findReplacements(source)) this.#replacements.set(one, other);
    for (const child of source.children) {
      if (child.type === 'element') {
        const copy = this.sanitize(child as XmlElement, namespaces, isText);
        if (copy !== undefined) element.children.push(copy);
      } else if (isText && (child.type === 'text' || child.type === 'cdata'))
        appendText(element, readText(child));
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
      this.#attributes.addPlain(element, qualified, value, source);
      return;
    }
    const [namespace, name] = this.#resolve(qualified, namespaces);
    if (namespace === XLINK && name === 'href')
      this.#attributes.addLink(element, 'xlink:href', value, source);
    else if (namespace === XML && name === 'base') this.#findings.forbid('the attribute `xml:base`', source);
    else if (namespace === XML && (name === 'lang' || name === 'space'))
      setAttribute(element, `xml:${name}`, value);
  }
}

const EMBED = 'Export it with its fonts and styles in it; else it is drawn without them, in another font.';

const PLAIN_TEXT =
  'Export its text as plain text: in Mermaid with `htmlLabels: false`, in draw.io without “Formatted Text” and “Word Wrap”.';

const suggestElement = (name: string): string => {
  const { near: suggestion } = name.length > 40 ? {} : suggestName(name, ELEMENTS);
  return suggestion === undefined ? 'Draw it with shapes and text.' : `Did you mean \`<${suggestion}>\`?`;
};

function appendText(element: Element, value: string): void {
  const last: ElementContent | undefined = element.children.at(-1);
  if (last?.type === 'text') last.value += value;
  else element.children.push({ type: 'text', value });
}

const readText = (node: { readonly type: string }): string => (node as { readonly text?: string }).text ?? '';

/** Returns the text of a style sheet, without child elements, which browsers ignore. */
const readSheetText = ({ children }: XmlElement): string =>
  children.map((child) => (child.type === 'text' || child.type === 'cdata' ? readText(child) : '')).join('');

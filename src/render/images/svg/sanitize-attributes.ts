/**
 * Sanitizes the attributes of a drawing's elements: allows known attributes, and checks CSS, links and event
 * handlers.
 */
import type { Element } from 'xast';
import {
  type Addresses,
  findAddresses,
  isPlainValue,
  parseDeclarations,
  serializeCss,
  tokenizeCss,
} from './css.ts';
import { type Findings, shorten } from './findings.ts';
import { classifyLink } from './links.ts';
import type { XmlElement } from './parse.ts';
import { ATTRIBUTES, holdsCss, PROPERTIES } from './vocabulary.ts';

/** Adds the allowed attributes to sanitized elements. */
export class AttributeSanitizer {
  /** Whether an attribute with the prefix `xlink:` was added. */
  usesXlink = false;
  readonly #findings: Findings;
  /** Whether a selector may refer to `data-` attributes. */
  readonly #hasSheet: boolean;

  constructor(findings: Findings, hasSheet: boolean) {
    this.#findings = findings;
    this.#hasSheet = hasSheet;
  }

  /** Adds an attribute without a prefix. */
  addPlain(element: Element, name: string, value: string, source: XmlElement): void {
    if (/^on[a-z]+$/i.test(name)) this.#findings.forbid(`the event handler \`${name}\``, source);
    else if (name === 'href') this.addLink(element, name, value, source);
    else if (name === 'style') this.#addStyle(element, value, source);
    else if (holdsCss(name)) this.#addCss(element, name, value, source);
    else if (name === 'attributeName' && /(?:^|:)(?:href$|on)/i.test(value.trim())) {
      this.#findings.forbid('an address that changes', source);
    } else if (ATTRIBUTES.has(name) || this.#hasAllowedPrefix(name)) setAttribute(element, name, value);
  }

  /** Adds a link or reference, under the name `href` or `xlink:href`. */
  addLink(element: Element, attribute: string, written: string, source: XmlElement): void {
    const href = written.trim();
    const kind = classifyLink(element.name, href);
    if (kind === 'external')
      this.#findings.forbid(`a reference to another file, \`${shorten(written)}\``, source);
    else if (kind === 'local') {
      this.#findings.remove(
        `a link to \`${shorten(href)}\`, which no reader has`,
        source,
        'Give it an address that begins with `https://`, or remove it.',
      );
    } else if (kind !== 'ignored') {
      if (kind === 'image') this.#findings.images.push({ address: href, offset: source.start, element });
      this.usesXlink ||= attribute !== 'href';
      setAttribute(element, attribute, href);
    }
  }

  #hasAllowedPrefix(name: string): boolean {
    return /^aria-[a-z]+$/.test(name) || (this.#hasSheet && /^data-[\w.-]+$/.test(name));
  }

  #addCss(element: Element, name: string, value: string, source: XmlElement): void {
    if (isPlainValue(value)) {
      setAttribute(element, name, value);
      return;
    }
    const tokens = tokenizeCss(value);
    const addresses = findAddresses(tokens);
    if (this.#isHarmless(addresses, name, source)) setAttribute(element, name, serializeCss(tokens));
  }

  /** Adds a `style` attribute without properties that render nothing or are unknown. */
  #addStyle(element: Element, value: string, source: XmlElement): void {
    const allowed: string[] = [];
    for (const declaration of parseDeclarations(value)) {
      const property = declaration.property.replace(/^-webkit-/, '');
      const addresses = findAddresses(declaration.value);
      if (!this.#isHarmless(addresses, 'style', source)) continue;
      const isVariable = property.startsWith('--');
      if (!isVariable && !PROPERTIES.has(property)) continue;
      // The use of a variable is unknown, so its address cannot be checked.
      if (isVariable && addresses.local.length > 0)
        this.#findings.forbid('a variable with an address', source);
      allowed.push(`${property}:${serializeCss(declaration.value)}`);
    }
    if (allowed.length > 0) setAttribute(element, 'style', allowed.join(';'));
  }

  #isHarmless(addresses: Addresses, attribute: string, source: XmlElement): boolean {
    this.#findings.addImages(addresses.images, source);
    if (addresses.external === undefined) return true;
    this.#findings.forbid(`a reference to another file in \`${attribute}\``, source);
    return false;
  }
}

/** Sets an attribute. The first one counts if a file has it twice, with two prefixes. */
export function setAttribute({ attributes }: Element, name: string, value: string): void {
  if (!Object.hasOwn(attributes, name)) attributes[name] = value;
}

/** Embeds SVG drawings in the page, so that their text is text of the page in the page's fonts. */
import type { Element, ElementContent } from 'hast';
import type { ElementContent as XmlContent, Element as XmlElement } from 'xast';
import type { Asset } from '../../../core/model/asset.ts';
import { mapDeclaredFamilies, mapFamilies } from './faces.ts';

/** How a drawing is inlined. */
export interface DrawingOptions {
  /** Alternative text; empty for decoration. */
  readonly alt: string;
  /** Prefix of every id in the drawing; unique in the document. */
  readonly prefix: string;
  /** Declarations of its size. */
  readonly style: string;
}

/**
 * Returns the drawing as an HTML element. `undefined` if it must stay an image, because it would affect the rest of the
 * page, as its own style sheet does, or because an image prints faster.
 */
export function buildInlineDrawing(asset: Asset, options: DrawingOptions): Element | undefined {
  const { root, isHeavy } = asset.drawing ?? {};
  if (root === undefined || isHeavy || affectsPage(root) || hasStyleSheet(root)) return undefined;
  const element = toHast({ ...root, attributes: selectInlineAttributes(root) }, options.prefix);
  const { viewBox = `0 0 ${asset.width} ${asset.height}`, style } = element.properties;
  const { width, height } = asset;
  const styles = [...(style === undefined ? [] : [String(style)]), options.style].join(';');
  Object.assign(element.properties, { viewBox, width, height, focusable: 'false', style: styles });
  Object.assign(element.properties, buildAccessibleName(options.alt));
  return element;
}

function buildAccessibleName(alt: string): Element['properties'] {
  return alt === '' ? { ariaHidden: 'true' } : { role: 'img', ariaLabel: alt };
}

function hasStyleSheet({ children }: XmlElement): boolean {
  return children.some(
    (child) => child.type === 'element' && (child.name === 'style' || hasStyleSheet(child)),
  );
}

/**
 * Properties that change the root's box in the page. On other elements they have no effect outside, because Chromium
 * clips a drawing at its root.
 */
const BOX_PROPERTIES = new Set(
  'clip clip-path display filter mask mask-border mask-image mix-blend-mode rotate scale transform translate'.split(
    ' ',
  ),
);

/** Properties of the root that the page's own styles set. */
const PAGE_PROPERTIES = new Set('height overflow width x y'.split(' '));

const HARMLESS_VALUES = /^(?:inline|inline-block|block|none|normal|auto)$/;

function affectsPage({ attributes }: XmlElement): boolean {
  const attributesReach = Object.entries(attributes).some(([name, value]) =>
    isAffectingPage(name, value ?? ''),
  );
  return (
    attributesReach ||
    parseDeclarations(attributes.style).some(([name, value]) => isAffectingPage(name, value))
  );
}

/** Whether a declaration affects the page: a custom property may be one of the page's. */
const isAffectingPage = (name: string, value: string): boolean =>
  name.startsWith('--') ||
  (BOX_PROPERTIES.has(name) && (name === 'display' ? value === 'none' : !HARMLESS_VALUES.test(value)));

/** Parses `name:value;name:value` as read-svg writes it: semicolons in a value are in quotation marks. */
function parseDeclarations(
  style: string | null | undefined,
): readonly (readonly [name: string, value: string])[] {
  const written = (style ?? '').match(/(?:[^;"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')+/g) ?? [];
  return written.map((declaration) => {
    const colon = declaration.indexOf(':');
    return [declaration.slice(0, colon), declaration.slice(colon + 1).trim()] as const;
  });
}

function toHast(element: XmlElement, prefix: string): Element {
  const properties: Element['properties'] = {};
  for (const [name, value] of Object.entries(element.attributes)) {
    // The page's rules would match the classes; the drawing has no style sheet that needs them.
    if (name !== 'class') properties[name] = withPrefix(name, mapFaces(name, value ?? ''), prefix);
  }
  const children = element.children.flatMap((child) => contentToHast(child, prefix));
  return { type: 'element', tagName: element.name, properties, children };
}

/** Maps the families that an attribute names to font stacks of the page. */
function mapFaces(name: string, value: string): string {
  if (name === 'font-family') return mapFamilies(value);
  return name === 'style' ? mapDeclaredFamilies(value) : value;
}

/** Returns the root's attributes without those for its position, size and clipping, which the page sets. */
function selectInlineAttributes({ attributes }: XmlElement): XmlElement['attributes'] {
  const { style, ...others } = attributes;
  const kept = Object.entries(others).filter(([name]) => !isBoxProperty(name) && !/^xmlns(?::|$)/.test(name));
  const declarations = parseDeclarations(style).filter(([property]) => !isBoxProperty(property));
  return {
    ...Object.fromEntries(kept),
    ...(declarations.length > 0 && {
      style: declarations.map((declaration) => declaration.join(':')).join(';'),
    }),
  };
}

const isBoxProperty = (name: string): boolean => BOX_PROPERTIES.has(name) || PAGE_PROPERTIES.has(name);

function contentToHast(node: XmlContent, prefix: string): readonly ElementContent[] {
  // The author's alternative text replaces the drawing's own titles and descriptions.
  if (node.type === 'element') return DESCRIPTION_ELEMENTS.has(node.name) ? [] : [toHast(node, prefix)];
  return node.type === 'text' ? [{ type: 'text', value: node.value }] : [];
}

const DESCRIPTION_ELEMENTS = new Set(['title', 'desc']);

const ID_LISTS = new Set(['aria-labelledby', 'aria-describedby']);

/** Adds the prefix to ids and references, because two drawings of a page may use the same ids. */
function withPrefix(name: string, value: string, prefix: string): string {
  if (name === 'id') return prefix + value;
  if (name === 'href' || name === 'xlink:href') return value.replace(/^#/, `#${prefix}`);
  if (ID_LISTS.has(name)) return value.replace(/\S+/g, (id) => prefix + id);
  return value.replace(/url\(("?)#/g, (_, quote: string) => `url(${quote}#${prefix}`);
}

/** Drawings set into the page itself, so that their text is text of the page, in the page's fonts. */
import type { Element, ElementContent } from 'hast';
import type { ElementContent as XmlContent, Element as XmlElement } from 'xast';
import type { Asset } from '../../core/model/asset.ts';

export interface DrawingOptions {
  /** What it shows, in words; empty for decoration. */
  readonly alt: string;
  /** Put before every id of the drawing; unique in the document. */
  readonly prefix: string;
}

/**
 * The drawing as an element of HTML. `undefined` when it must stay an image: when something of it would reach the rest of the
 * page, as a style sheet of its own does, or when that prints sooner.
 */
export function drawing(asset: Asset, options: DrawingOptions): Element | undefined {
  const { root, isHeavy } = asset.drawing ?? {};
  if (root === undefined || isHeavy || reachesOut(root) || hasStyleSheet(root)) return undefined;
  const element = toHast({ ...root, attributes: attributesInPage(root) }, options.prefix);
  const { viewBox = `0 0 ${asset.width} ${asset.height}`, style } = element.properties;
  const { width, height } = asset;
  const styles = [...(style === undefined ? [] : [String(style)]), proportion(asset)].join(';');
  Object.assign(element.properties, { viewBox, width, height, focusable: 'false', style: styles });
  Object.assign(element.properties, naming(options.alt));
  return element;
}

/** Lets the styles limit the height: they can set only the width without leaving gaps at the sides. */
export function proportion({ width, height }: Asset): string {
  const value = width / height;
  return `--proportion: ${value < 0.1 ? value.toPrecision(4) : value.toFixed(4)}`;
}

function naming(alt: string): Element['properties'] {
  return alt === '' ? { ariaHidden: 'true' } : { role: 'img', ariaLabel: alt };
}

function hasStyleSheet({ children }: XmlElement): boolean {
  return children.some(
    (child) => child.type === 'element' && (child.name === 'style' || hasStyleSheet(child)),
  );
}

/**
 * What makes of the root, which is a box of the page, another box; of all other elements it stays inside that box, which
 * Chromium cuts them off at.
 */
const OF_THE_BOX = new Set(
  'clip clip-path display filter mask mask-border mask-image mix-blend-mode rotate scale transform translate'.split(
    ' ',
  ),
);

/** The page's own styles say how large it is, and that nothing of it is seen outside. */
const OF_THE_PAGE = new Set('height overflow width x y'.split(' '));

const HARMLESS = /^(?:inline|inline-block|block|none|normal|auto)$/;

function reachesOut({ attributes }: XmlElement): boolean {
  const attributesReach = Object.entries(attributes).some(([name, value]) => isReaching(name, value ?? ''));
  return attributesReach || declarationsOf(attributes.style).some(([name, value]) => isReaching(name, value));
}

/** A variable may be one of the page's. */
const isReaching = (name: string, value: string): boolean =>
  name.startsWith('--') ||
  (OF_THE_BOX.has(name) && (name === 'display' ? value === 'none' : !HARMLESS.test(value)));

/** As the drawing's reader writes them: `name:value;name:value`, semicolons in a value within quotation marks. */
function declarationsOf(
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
    // What the page's rules would take for its own: no style sheet of the drawing asks for it.
    if (name !== 'class') properties[name] = withPrefix(name, value ?? '', prefix);
  }
  const children = element.children.flatMap((child) => contentToHast(child, prefix));
  return { type: 'element', tagName: element.name, properties, children };
}

/** Of the root, without what says where its box is, how large, and what of it is seen: the page says that. */
function attributesInPage({ attributes }: XmlElement): XmlElement['attributes'] {
  const { style, ...others } = attributes;
  const kept = Object.entries(others).filter(([name]) => !isOfBox(name) && !/^xmlns(?::|$)/.test(name));
  const declarations = declarationsOf(style).filter(([property]) => !isOfBox(property));
  return {
    ...Object.fromEntries(kept),
    ...(declarations.length > 0 && {
      style: declarations.map((declaration) => declaration.join(':')).join(';'),
    }),
  };
}

const isOfBox = (name: string): boolean => OF_THE_BOX.has(name) || OF_THE_PAGE.has(name);

function contentToHast(node: XmlContent, prefix: string): readonly ElementContent[] {
  // The text that the author gave for it takes the place of the drawing's own titles and descriptions.
  if (node.type === 'element') return NAMES.has(node.name) ? [] : [toHast(node, prefix)];
  return node.type === 'text' ? [{ type: 'text', value: node.value }] : [];
}

const NAMES = new Set(['title', 'desc']);

const ID_LISTS = new Set(['aria-labelledby', 'aria-describedby']);

/** Two drawings may use the same ids; in one page they must differ. */
function withPrefix(name: string, value: string, prefix: string): string {
  if (name === 'id') return prefix + value;
  if (name === 'href' || name === 'xlink:href') return value.replace(/^#/, `#${prefix}`);
  if (ID_LISTS.has(name)) return value.replace(/\S+/g, (id) => prefix + id);
  return value.replace(/url\(("?)#/g, (_, quote: string) => `url(${quote}#${prefix}`);
}

/** Drawings set into the page itself, so that their text is text of the page, in the page's fonts. */
import type { Element, ElementContent } from 'hast';
import type { ElementContent as XmlContent, Element as XmlElement } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import type { Asset } from '../model.ts';

export interface DrawingOptions {
  /** What it shows, in words; empty for decoration. */
  readonly alt: string;
  /** Put before every id of the drawing; unique in the document. */
  readonly prefix: string;
}

/**
 * The drawing as an element of HTML; `undefined` when it must stay an image: when it has a style sheet of its own,
 * which would reach the rest of the page, or names that are not plain SVG.
 */
export function drawing(source: string, asset: Asset, options: DrawingOptions): Element | undefined {
  const root = fromXml(source).children.find((node) => node.type === 'element');
  if (root?.name !== 'svg' || hasStyleSheet(root)) return undefined;
  const element = toHast(root, options.prefix);
  element.children = element.children.filter((child) => !isName(child));
  const { viewBox = `0 0 ${asset.width} ${asset.height}` } = element.properties;
  const { width, height } = asset;
  Object.assign(element.properties, { viewBox, width, height, focusable: 'false', style: proportion(asset) });
  Object.assign(element.properties, naming(options.alt));
  return element;
}

/** Lets the styles limit the height: they can set only the width without leaving gaps at the sides. */
export const proportion = ({ width, height }: Asset): string =>
  `--proportion: ${(width / height).toFixed(4)}`;

function naming(alt: string): Element['properties'] {
  return alt === '' ? { ariaHidden: 'true' } : { role: 'img', ariaLabel: alt };
}

function hasStyleSheet(element: XmlElement): boolean {
  return element.children.some(
    (child) => child.type === 'element' && (/(^|:)style$/.test(child.name) || hasStyleSheet(child)),
  );
}

/** The drawing's own title and description: the text that the author gave for it takes their place. */
const isName = (node: ElementContent): boolean =>
  node.type === 'element' && (node.tagName === 'title' || node.tagName === 'desc');

function toHast(element: XmlElement, prefix: string): Element {
  const properties: Element['properties'] = {};
  for (const [name, value] of Object.entries(element.attributes)) {
    if (!/^xmlns(:|$)/.test(name)) properties[name] = withPrefix(name, value ?? '', prefix);
  }
  const children = element.children.flatMap((child) => contentToHast(child, prefix));
  return { type: 'element', tagName: element.name, properties, children };
}

function contentToHast(node: XmlContent, prefix: string): readonly ElementContent[] {
  if (node.type === 'element') return [toHast(node, prefix)];
  if (node.type === 'text' || node.type === 'cdata') return [{ type: 'text', value: node.value }];
  return [];
}

const ID_LISTS = new Set(['aria-labelledby', 'aria-describedby']);

/** Two drawings may use the same ids; in one page they must differ. */
function withPrefix(name: string, value: string, prefix: string): string {
  if (name === 'id') return prefix + value;
  if (name === 'href' || name === 'xlink:href') return value.replace(/^#/, `#${prefix}`);
  if (ID_LISTS.has(name)) return value.replace(/\S+/g, (id) => prefix + id);
  return value.replace(/url\(\s*(["']?)#/g, (_match, quote: string) => `url(${quote}#${prefix}`);
}

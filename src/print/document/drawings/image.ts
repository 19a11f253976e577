/** Prepares drawings that stay images: they cannot use the fonts of the page, so they get their own. */
import type { ElementContent, Element as XmlElement } from 'xast';
import type { Asset } from '../../../core/model/asset.ts';
import { serializeXml } from '../../../lib/xml/serialize.ts';
import { mapDeclaredFamilies, mapFamilies, mapSheetFamilies } from './faces.ts';

/** Returns the style sheet that embeds the fonts for a text and sets the font stacks. */
export type FontSheet = (text: string) => Promise<string>;

/** Returns the bytes of an image; of a drawing with text, with the fonts for its text. */
export async function readImage(asset: Asset, buildSheet: FontSheet): Promise<Uint8Array> {
  const root = asset.drawing?.root;
  const text = root === undefined ? '' : collectShownText(root);
  if (root === undefined || text.trim() === '') return asset.readBytes();
  const mapped = mapElement(root);
  // It comes first, so that the drawing's own rules win.
  const css = `${await buildSheet(text)}\nsvg{font-family:var(--headings);font-synthesis:none}`;
  const style: XmlElement = {
    ...{ type: 'element', name: 'style', attributes: {} },
    children: [{ type: 'text', value: css }],
  };
  const whole = { ...mapped, children: [style, ...mapped.children] };
  return new TextEncoder().encode(serializeXml([whole]));
}

/** Whether a style sheet of the drawing embeds a font. */
export const embedsFont = ({ name, children }: XmlElement): boolean =>
  children.some((child) => {
    if (child.type === 'element') return embedsFont(child);
    return name === 'style' && 'value' in child && /@font-face/i.test(child.value);
  });

/** Elements of a drawing whose text is shown. */
const SHOWN = new Set(['text', 'tspan', 'textPath', 'a']);

/** Returns the text that a drawing shows. */
export function collectShownText({ name, children }: XmlElement): string {
  return children
    .map((child) => {
      if (child.type === 'element') return collectShownText(child);
      return SHOWN.has(name) && 'value' in child ? child.value : '';
    })
    .join('');
}

function mapElement(element: XmlElement): XmlElement {
  const attributes = { ...element.attributes };
  const { style, 'font-family': families } = attributes;
  if (families) attributes['font-family'] = mapFamilies(families);
  if (style) attributes.style = mapDeclaredFamilies(style);
  const children = element.children.map((child): ElementContent => {
    if (child.type === 'element') return mapElement(child);
    const isSheet = element.name === 'style' && (child.type === 'text' || child.type === 'cdata');
    return isSheet ? { ...child, value: mapSheetFamilies(child.value) } : child;
  });
  return { ...element, attributes, children };
}

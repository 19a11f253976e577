/** Prepares a drawing for rasterization: embeds its fonts, and computes its size in pixels. */
import type { Element } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import type { SourceLocation } from '../../core/source-location.ts';
import { getTextContent } from '../../lib/xml/elements.ts';
import { serializeXml } from '../../lib/xml/serialize.ts';
import type { ScreenFile, ScreenSize } from '../../runtime/browser/screen.ts';
import { BUILT_IN_FAMILIES, type FontFamily } from '../../runtime/fonts/families.ts';
import { type FontContext, findFontPackage } from '../../runtime/fonts/packages.ts';

export interface Drawing {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** User units, or pixels. */
  readonly width: number;
  readonly height: number;
  /** Path in the publication; absent for a generated drawing. */
  readonly path?: string;
  /** Locations that refer to it. */
  readonly places?: readonly SourceLocation[];
}

/** Limit for the longer side in pixels: sharp on a tablet, and below the limits of shops. */
const MAX_SIDE = 2100;
/** Maximum scale of a drawing, in pixels per unit. */
const MAX_SCALE = 3;

/** Computes the painted size. Only SVG is enlarged, because its lines and letters stay sharp. */
export function computePaintedSize({ width, height, mediaType }: Drawing): ScreenSize {
  const most = mediaType === 'image/svg+xml' ? MAX_SCALE : 1;
  const scale = Math.min(most, MAX_SIDE / Math.max(width, height));
  const pixels = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: pixels(width), height: pixels(height) };
}

/**
 * Embeds the fonts of an SVG, because an image cannot use the fonts of the page that shows it, and installed
 * fonts differ between machines.
 */
export async function embedFonts(drawing: Drawing, places: FontContext): Promise<ScreenFile> {
  if (drawing.mediaType !== 'image/svg+xml') return drawing;
  const source = new TextDecoder().decode(drawing.bytes);
  const tree = fromXml(source);
  const root = tree.children.find((node): node is Element => node.type === 'element');
  const families = [...new Set(BUILT_IN_FAMILIES.values())].filter(({ name }) => source.includes(name));
  if (root === undefined || families.length === 0) return drawing;
  const characters = new Set(getTextContent(root));
  const rules = await Promise.all(families.map((family) => buildFontFaces(family, characters, places)));
  root.children.unshift({
    type: 'element',
    name: 'style',
    attributes: {},
    children: [{ type: 'text', value: rules.flat().join('\n') }],
  });
  return { bytes: new TextEncoder().encode(serializeXml(tree)), mediaType: drawing.mediaType };
}

async function buildFontFaces(
  { name, slug }: FontFamily,
  characters: ReadonlySet<string>,
  places: FontContext,
): Promise<readonly string[]> {
  const found = await findFontPackage(slug, places);
  const codes = [...characters].map((character) => character.codePointAt(0) ?? 0);
  const rules: string[] = [];
  for (const part of found?.subsets ?? []) {
    const has = await Promise.all(codes.map((code) => part.has(code)));
    if (!has.includes(true)) continue;
    const range = await part.computeUnicodeRange();
    for (const face of found?.faces ?? []) {
      const data = await part.readBase64(face);
      rules.push(
        `@font-face{font-family:"${name}";font-weight:${face.cssWeight};font-style:${face.style};` +
          `src:url(data:font/woff2;base64,${data}) format("woff2");unicode-range:${range}}`,
      );
    }
  }
  return rules;
}

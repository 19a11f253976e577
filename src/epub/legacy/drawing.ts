/** A drawing before it is painted: with its fonts in it, and how large it becomes. */
import type { Element } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import type { Place } from '../../core/source-location.ts';
import { textOf } from '../../lib/xml/elements.ts';
import { xmlOf } from '../../lib/xml/serialize.ts';
import type { ScreenFile, ScreenSize } from '../../runtime/browser/screen.ts';
import { type Family, KNOWN_FAMILIES } from '../../runtime/fonts/families.ts';
import { type FontPlaces, findPackage } from '../../runtime/fonts/packages.ts';

export interface Drawing {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** User units, or pixels. */
  readonly width: number;
  readonly height: number;
  /** Path in the publication; absent: it is ours. */
  readonly path?: string;
  /** Where the author names it. */
  readonly places?: readonly Place[];
}

/** Pixels of the longer side: sharp on a tablet, and below what shops refuse. */
const LONGEST = 2100;
/** How much larger than its own units a drawing may become. */
const MOST = 3;

/** Pixels are not made more; lines and letters are drawn anew in any size. */
export function paintedSize({ width, height, mediaType }: Drawing): ScreenSize {
  const most = mediaType === 'image/svg+xml' ? MOST : 1;
  const scale = Math.min(most, LONGEST / Math.max(width, height));
  const pixels = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: pixels(width), height: pixels(height) };
}

/** An image cannot use the fonts of the page that shows it, and those of the machine are others on each. */
export async function withFonts(drawing: Drawing, places: FontPlaces): Promise<ScreenFile> {
  if (drawing.mediaType !== 'image/svg+xml') return drawing;
  const source = new TextDecoder().decode(drawing.bytes);
  const tree = fromXml(source);
  const root = tree.children.find((node): node is Element => node.type === 'element');
  const families = [...new Set(KNOWN_FAMILIES.values())].filter(({ name }) => source.includes(name));
  if (root === undefined || families.length === 0) return drawing;
  const characters = new Set(textOf(root));
  const rules = await Promise.all(families.map((family) => rulesOf(family, characters, places)));
  root.children.unshift({
    type: 'element',
    name: 'style',
    attributes: {},
    children: [{ type: 'text', value: rules.flat().join('\n') }],
  });
  return { bytes: new TextEncoder().encode(xmlOf(tree)), mediaType: drawing.mediaType };
}

async function rulesOf(
  { name, slug }: Family,
  characters: ReadonlySet<string>,
  places: FontPlaces,
): Promise<readonly string[]> {
  const found = await findPackage(slug, places);
  const codes = [...characters].map((character) => character.codePointAt(0) ?? 0);
  const rules: string[] = [];
  for (const part of found?.parts ?? []) {
    const has = await Promise.all(codes.map((code) => part.has(code)));
    if (!has.includes(true)) continue;
    const range = await part.unicodeRange();
    for (const face of found?.faces ?? []) {
      const data = await part.data(face);
      rules.push(
        `@font-face{font-family:"${name}";font-weight:${face.stands};font-style:${face.style};` +
          `src:url(data:font/woff2;base64,${data}) format("woff2");unicode-range:${range}}`,
      );
    }
  }
  return rules;
}

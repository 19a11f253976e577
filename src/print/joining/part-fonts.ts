/** Finds the fonts of a print whose glyph ids are those of the font file, so that they can be united with those of another print. */
import { type GlyphSubset, readGlyphSubset } from '../../lib/opentype/unite-glyphs.ts';
import { readFontName } from '../../lib/pdf/font-name.ts';
import type { Dict, Reference } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { readToUnicode } from '../printed/glyph-text.ts';
import { readAdvances } from '../tagging/rewrite/advances.ts';

/** A font of a print. */
export interface PartFont {
  readonly reference: Reference;
  /** Name without the tag of the subset. */
  readonly name: string;
  readonly font: Dict;
  readonly descendant: Dict;
  readonly descriptor: Dict;
  readonly subset: GlyphSubset;
  /** Characters by glyph. */
  readonly characters: ReadonlyMap<number, string>;
  /** Advance widths of the glyphs that the print shows, in thousandths of the type size. */
  readonly widths: ReadonlyMap<number, number>;
  /** What the print says of the widths of glyphs that are only parts of others, as a letter below its accent: mostly 0. */
  readonly unusedWidths: ReadonlyMap<number, number>;
}

/** Returns the dictionaries of a font with glyph ids. */
export function findFontObjects(
  file: PdfFile,
  reference: Reference,
): Pick<PartFont, 'font' | 'descendant' | 'descriptor'> {
  const font = file.dict(reference);
  const descendant = file.dict(file.list(font.get('DescendantFonts'))[0]);
  return { font, descendant, descriptor: file.dict(descendant.get('FontDescriptor')) };
}

/** Reads a font; `undefined` if it has no TrueType outlines. */
export function readPartFont(file: PdfFile, reference: Reference): PartFont | undefined {
  const advances = readAdvances(file, file.dict(reference));
  if (advances === undefined) return undefined;
  const { font, descendant, descriptor } = findFontObjects(file, reference);
  if (!descriptor.has('FontFile2') || descendant.get('CIDToGIDMap') !== '/Identity') return undefined;
  const subset = readGlyphSubset(file.inflate(file.stream(descriptor.get('FontFile2'))));
  if (subset === undefined) return undefined;
  const characters = readToUnicode(file, font);
  const [widths, unusedWidths] = [new Map<number, number>(), new Map<number, number>()];
  for (let glyph = 0; glyph < subset.count; glyph += 1) {
    const width = advances.widths[glyph] ?? advances.defaultWidth;
    if (characters.has(glyph)) widths.set(glyph, width);
    else if (subset.hasOutline(glyph)) unusedWidths.set(glyph, width);
  }
  return {
    ...{ reference, name: readFontName(font), font, descendant, descriptor },
    ...{ subset, characters, widths, unusedWidths },
  };
}

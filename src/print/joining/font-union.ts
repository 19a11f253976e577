/**
 * Unites the fonts of several prints: each print embeds the glyphs that it shows, with the ids that they have in the font
 * file. Where two prints disagree about a glyph, both fonts are kept.
 */
import { GlyphUnion } from '../../lib/opentype/unite-glyphs.ts';
import type { ObjectCopier } from '../../lib/pdf/copy-objects.ts';
import { deflateBytesSync } from '../../lib/pdf/deflate.ts';
import { type Dict, dict, Reference, Stream, type Value } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { UnsupportedPdfError } from '../../lib/pdf/unsupported-pdf-error.ts';
import { findFontObjects, type PartFont, readPartFont } from './part-fonts.ts';

/** Fonts of several prints that are one font. */
class UnitedFont {
  /** The font of the joined file that is used for all of them. */
  readonly kept: PartFont;
  readonly #members: PartFont[] = [];
  readonly #glyphs = new GlyphUnion();
  readonly #widths = new Map<number, number>();
  readonly #unusedWidths = new Map<number, number>();
  readonly #characters = new Map<number, string>();

  constructor(kept: PartFont) {
    this.kept = kept;
    this.add(kept);
  }

  fits({ name, subset, widths, characters }: PartFont): boolean {
    if (name !== this.kept.name) return false;
    for (const [glyph, width] of widths) if ((this.#widths.get(glyph) ?? width) !== width) return false;
    for (const [glyph, text] of characters) if ((this.#characters.get(glyph) ?? text) !== text) return false;
    return this.#glyphs.fits(subset);
  }

  add(font: PartFont): void {
    this.#members.push(font);
    this.#glyphs.add(font.subset);
    for (const [glyph, width] of font.widths) this.#widths.set(glyph, width);
    for (const [glyph, width] of font.unusedWidths) this.#unusedWidths.set(glyph, width);
    for (const [glyph, text] of font.characters) this.#characters.set(glyph, text);
  }

  /** Whether it has no outline for a digit that it shows: one that a part has borrowed, see digit-glyphs.ts. */
  lacksFigures(): boolean {
    return [...this.#characters].some(
      ([glyph, text]) => /^[0-9]$/.test(text) && !this.#glyphs.hasOutline(glyph),
    );
  }

  /** Writes the glyphs of all members into the font that is kept. */
  write(file: PdfFile): void {
    if (this.#members.length === 1) return;
    const { descendant, descriptor, font } = this.kept;
    const program = this.#glyphs.build();
    const [target, toUnicode] = [descriptor.get('FontFile2'), font.get('ToUnicode')];
    if (!(target instanceof Reference) || !(toUnicode instanceof Reference))
      throw new UnsupportedPdfError('the PDF has a font that is not an object of its own');
    // The whole program is compressed again without its other tables when the file is finished.
    const data = deflateBytesSync(program, program.length);
    file.set(target, new Stream(dict({ Filter: '/FlateDecode', Length1: program.length }), data));
    file.set(toUnicode, new Stream(new Map(), Buffer.from(buildToUnicode(this.#characters), 'latin1')));
    descendant.set('W', buildWidths(new Map([...this.#unusedWidths, ...this.#widths])));
    descriptor.set('FontBBox', uniteBoxes(this.#members));
  }
}

/** The fonts of a book. */
export class FontUnion {
  readonly #file: PdfFile;
  readonly #united: UnitedFont[] = [];

  /** @param file that the fonts are copied to */
  constructor(file: PdfFile) {
    this.#file = file;
  }

  /**
   * Adds the fonts of a print. One whose glyphs fit into one of another print is united with that; fonts without TrueType outlines
   * stay as they are.
   * @param fonts of the print, each once
   * @returns for each font that which replaces it
   */
  add(print: PdfFile, fonts: readonly Reference[], copier: ObjectCopier): readonly Reference[] {
    const added: UnitedFont[] = [];
    const replacements = fonts.map((reference) => {
      const font = readPartFont(print, reference);
      const united = font && this.#united.find((one) => one.fits(font));
      if (font === undefined) return copier.copyReference(reference);
      united?.add(font);
      if (united !== undefined) return united.kept.reference;
      const copy = moveFont(font, this.#file, copier.copyReference(reference));
      added.push(new UnitedFont(copy));
      return copy.reference;
    });
    // Two fonts of one print are not one font.
    this.#united.push(...added);
    return replacements;
  }

  /** Whether a font has no outline for a digit that it shows. */
  lacksFigures(): boolean {
    return this.#united.some((united) => united.lacksFigures());
  }

  /** Writes the glyphs of all prints into the fonts. */
  write(): void {
    for (const united of this.#united) united.write(this.#file);
  }
}

/** Returns what is known of a font for its copy in another file. */
function moveFont(font: PartFont, file: PdfFile, reference: Reference): PartFont {
  return { ...font, reference, ...findFontObjects(file, reference) };
}

/** Builds the `W` array (ISO 32000-1, 9.7.4.3): runs of glyphs in a row. */
function buildWidths(widths: ReadonlyMap<number, number>): Value[] {
  const entries: Value[] = [];
  let run: Value[] = [];
  let next = -1;
  for (const [glyph, width] of [...widths].sort(([one], [other]) => one - other)) {
    if (glyph !== next) {
      run = [];
      entries.push(glyph, run);
    }
    run.push(width);
    next = glyph + 1;
  }
  return entries;
}

/** Maximum number of entries in a block of a `ToUnicode` map (Adobe Technical Note 5411). */
const MAP_BLOCK = 100;

/** Builds a `ToUnicode` map (ISO 32000-1, 9.10.3), in the form in which Skia writes it. */
function buildToUnicode(characters: ReadonlyMap<number, string>): string {
  const rows = [...characters]
    .sort(([one], [other]) => one - other)
    .map(([glyph, text]) => `<${toHex(glyph)}> <${[...encodeUnits(text)].join('')}>\n`);
  const blocks: string[] = [];
  for (let at = 0; at < rows.length; at += MAP_BLOCK) {
    const block = rows.slice(at, at + MAP_BLOCK);
    blocks.push(`${block.length} beginbfchar\n${block.join('')}endbfchar\n`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<<  /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${blocks.join('')}endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}

const toHex = (unit: number): string => unit.toString(16).toUpperCase().padStart(4, '0');

const encodeUnits = (text: string): readonly string[] =>
  Array.from({ length: text.length }, (_unit, index) => toHex(text.charCodeAt(index)));

function uniteBoxes(members: readonly { readonly descriptor: Dict }[]): Value[] {
  const boxes = members.map(({ descriptor }) => descriptor.get('FontBBox')).filter(Array.isArray);
  return [Math.min, Math.min, Math.max, Math.max].map((choose, side) =>
    choose(...boxes.map((box) => Number(box[side]))),
  );
}

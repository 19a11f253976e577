/** Builds a small TrueType font from glyphs: the tables that a browser demands, in Unicode order (OpenType 1.9). */
import { buildFont, type FontTables } from './sfnt.ts';

/** A glyph of a font that is built. Lengths are in font units. */
export interface BuiltGlyph {
  readonly advance: number;
  readonly xMin: number;
  /** A `glyf` entry; empty for white space. */
  readonly outline: Uint8Array;
}

/** The range of code points from `first` to `last` that glyphs from `glyph` on show. */
export interface GlyphGroup {
  readonly first: number;
  readonly last: number;
  readonly glyph: number;
}

/** What a font is built from. */
export interface GlyphFont {
  readonly family: string;
  /** Without spaces. */
  readonly postScriptName: string;
  readonly unitsPerEm: number;
  readonly ascender: number;
  /** Negative. */
  readonly descender: number;
  /** `.notdef` first. */
  readonly glyphs: readonly BuiltGlyph[];
  /** Sorted, without overlap. */
  readonly groups: readonly GlyphGroup[];
  /** Whether all code points of a group share its one glyph (`cmap` format 13). */
  readonly sharesGlyphs: boolean;
  /** The greatest numbers of a glyph: points, contours, components. */
  readonly limits: { readonly points: number; readonly contours: number; readonly components: number };
}

/** Builds the font file. */
export function buildGlyphFont(font: GlyphFont): Uint8Array {
  const offsets = [0];
  const outlines: Uint8Array[] = [];
  for (const { outline } of font.glyphs) {
    const padded = Buffer.concat([outline, Buffer.alloc(-outline.length & 3)]);
    outlines.push(padded);
    offsets.push((offsets.at(-1) ?? 0) + padded.length);
  }
  const tables: FontTables = new Map([
    ['OS/2', buildOs2(font)],
    ['cmap', buildCmap(font)],
    // Without a byte the table would count as absent.
    ['glyf', Buffer.concat([...outlines, ...(offsets.at(-1) === 0 ? [Buffer.alloc(4)] : [])])],
    ['head', buildHead(font)],
    ['hhea', buildHhea(font)],
    ['hmtx', words(font.glyphs.flatMap(({ advance, xMin }) => [advance, xMin]))],
    ['loca', longs(offsets)],
    ['maxp', buildMaxp(font)],
    ['name', buildName(font)],
    ['post', Buffer.concat([longs([0x00030000, 0]), words([-100, 50]), longs([0, 0, 0, 0, 0])])],
  ]);
  return buildFont(tables);
}

function words(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value & 0xffff, index * 2);
  return bytes;
}

function longs(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, index * 4);
  return bytes;
}

function buildHead({ unitsPerEm, ascender, descender }: GlyphFont): Buffer {
  const [version, magic, regular] = [0x00010000, 0x5f0f3cf5, 0];
  return Buffer.concat([
    longs([version, version, 0, magic]),
    words([0b11, unitsPerEm]),
    longs([0, 0, 0, 0]),
    words([0, descender, unitsPerEm * 4, ascender, regular, 6, 2, 1, 0]),
  ]);
}

function buildHhea({ glyphs, ascender, descender }: GlyphFont): Buffer {
  const widest = Math.max(...glyphs.map(({ advance }) => advance));
  return Buffer.concat([
    longs([0x00010000]),
    words([ascender, descender, 0, widest, 0, 0, widest, 1, 0, 0, 0, 0, 0, 0, 0, glyphs.length]),
  ]);
}

function buildMaxp({ glyphs, limits: { points, contours, components } }: GlyphFont): Buffer {
  const composite = [points * Math.max(1, components), contours * Math.max(1, components)];
  return Buffer.concat([
    longs([0x00010000]),
    words([glyphs.length, points, contours, ...composite, 2, 0, 0, 0, 0, 0, 0, components, 1]),
  ]);
}

/** Builds an `OS/2` table of version 4 for a regular, installable font. */
function buildOs2({ unitsPerEm, ascender, descender, groups }: GlyphFont): Buffer {
  const [half, first, last] = [unitsPerEm / 2, groups[0]?.first ?? 0, groups.at(-1)?.last ?? 0];
  return Buffer.concat([
    words([4, half, 400, 5, 0, half, half, 0, 100, half, half, 0, half, 50, 250, 0]),
    Buffer.alloc(10),
    longs([0, 0, 0, 0]),
    Buffer.from('HNDP', 'latin1'),
    words([0x40, Math.min(first, 0xffff), Math.min(last, 0xffff)]),
    words([ascender, descender, 0, ascender, -descender]),
    longs([0, 0]),
    words([half, ascender, 0, 0x20, 1]),
  ]);
}

/** Builds a `cmap` with the full repertoire of Unicode, in format 12 or 13. */
function buildCmap({ groups, sharesGlyphs }: GlyphFont): Buffer {
  const [windows, full, header] = [3, 10, 12];
  return Buffer.concat([
    words([0, 1, windows, full]),
    longs([header]),
    words([sharesGlyphs ? 13 : 12, 0]),
    longs([16 + groups.length * 12, 0, groups.length]),
    longs(groups.flatMap(({ first, last, glyph }) => [first, last, glyph])),
  ]);
}

function buildName({ family, postScriptName }: GlyphFont): Buffer {
  const names = [
    [1, family],
    [2, 'Regular'],
    [3, postScriptName],
    [4, family],
    [5, 'Version 1.0'],
    [6, postScriptName],
  ] as const;
  const [windows, unicode, english] = [3, 1, 0x0409];
  let offset = 0;
  const records = names.map(([id, text]) => {
    const record = words([windows, unicode, english, id, text.length * 2, offset]);
    offset += text.length * 2;
    return record;
  });
  const texts = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  return Buffer.concat([words([0, names.length, 6 + names.length * 12]), ...records, ...texts]);
}

/** Decodes the glyph codes of a font to characters (ISO 32000-1, 9.10.3). */

import {
  type Dict,
  decodeTextString,
  PdfString,
  Reference,
  type Stream,
  type Value,
} from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { PdfParser } from '../../lib/pdf/syntax.ts';
import { type GlyphText, toLogicalOrder } from './bidi-order.ts';

/** The text of one text-showing operator: glyph codes of a font, or an `ActualText` that replaces them. */
export type TextPiece = (
  | { readonly kind: 'glyphs'; readonly font: string; readonly codes: string }
  | { readonly kind: 'actual'; readonly bytes: string }
) & {
  /** The height of its line, by which pieces of one line are known; an `ActualText` gets that of its first glyph. */
  height?: number;
};

/** The characters of a font's glyphs by glyph code. */
type Characters = ReadonlyMap<number, string>;

/** Decodes text pieces with the fonts of a content stream's resources. */
export interface GlyphDecoder {
  decode(pieces: readonly TextPiece[], resources: Dict): string;
}

/** Reads the `ToUnicode` maps of all fonts in the resources. */
export function readGlyphDecoder(file: PdfFile, resources: Iterable<Dict>): GlyphDecoder {
  const fonts = new Map<number, Characters>();
  const named = new Map<Dict, ReadonlyMap<string, Reference>>();
  for (const each of resources) {
    if (named.has(each)) continue;
    named.set(each, readFonts(file, each));
    for (const font of named.get(each)?.values() ?? []) {
      if (!fonts.has(font.number)) fonts.set(font.number, readToUnicode(file, file.dict(font)));
    }
  }
  const decodePiece = (piece: TextPiece, resources: Dict): readonly GlyphText[] => {
    if (piece.kind === 'actual') return [decodeTextString(new PdfString(piece.bytes))];
    const font = named.get(resources)?.get(piece.font);
    return decodeCodes(piece.codes, font && fonts.get(font.number));
  };
  const decodeLine = (line: readonly TextPiece[], resources: Dict): string =>
    toLogicalOrder(line.flatMap((piece) => decodePiece(piece, resources)));
  return {
    decode: (pieces, resources) =>
      splitIntoLines(pieces)
        .map((line) => decodeLine(line, resources))
        .join(''),
  };
}

function splitIntoLines(pieces: readonly TextPiece[]): readonly (readonly TextPiece[])[] {
  const lines: TextPiece[][] = [];
  for (const piece of pieces) {
    const line = lines.at(-1);
    if (line !== undefined && line[0]?.height === piece.height) line.push(piece);
    else lines.push([piece]);
  }
  return lines;
}

function readFonts(file: PdfFile, resources: Dict): ReadonlyMap<string, Reference> {
  const fonts = resources.get('Font');
  if (fonts === undefined) return new Map();
  return new Map(
    [...file.dict(fonts)].filter((entry): entry is [string, Reference] => entry[1] instanceof Reference),
  );
}

/** Decodes codes of two bytes: Skia writes no others except in Type 3 fonts, which do not occur here. */
function decodeCodes(codes: string, characters: Characters | undefined): readonly GlyphText[] {
  const glyphs: GlyphText[] = [];
  for (let at = 0; at + 1 < codes.length; at += 2) {
    glyphs.push(characters?.get(codes.charCodeAt(at) * 256 + codes.charCodeAt(at + 1)) ?? '');
  }
  return glyphs;
}

/** Maps that were read. Several steps need them, and reading one takes longer than each of these. */
const knownMaps = new WeakMap<Stream, Characters>();

/** Reads the `ToUnicode` map of a font. @returns the characters by glyph code */
export function readToUnicode(file: PdfFile, font: Dict): Characters {
  const toUnicode = font.get('ToUnicode');
  if (toUnicode === undefined) return new Map();
  const stream = file.stream(toUnicode);
  const map = knownMaps.get(stream) ?? parseToUnicode(file.inflate(stream).toString('latin1'));
  knownMaps.set(stream, map);
  return map;
}

function parseToUnicode(text: string): Characters {
  const map = new Map<number, string>();
  for (const [, kind, lines = ''] of text.matchAll(/beginbf(char|range)([\s\S]*?)endbf/g)) {
    readEntries(map, lines, kind === 'range');
  }
  return map;
}

function readEntries(map: Map<number, string>, lines: string, ranges: boolean): void {
  const reader = new PdfParser(lines);
  for (;;) {
    const first = reader.parseValue();
    const last = ranges ? reader.parseValue() : first;
    const target = reader.parseValue();
    if (!(first instanceof PdfString) || !(last instanceof PdfString) || target === undefined) return;
    mapCodes(map, codeOf(first), codeOf(last), target);
  }
}

/**
 * Maps a range of codes.
 * @param target the characters of the first code, or a list with those of each code
 */
function mapCodes(map: Map<number, string>, low: number, high: number, target: Value): void {
  for (let code = low; code <= high; code += 1) {
    const each = Array.isArray(target) ? target[code - low] : target;
    if (each instanceof PdfString)
      map.set(code, incrementLastUnit(each, Array.isArray(target) ? 0 : code - low));
  }
}

const codeOf = ({ bytes }: PdfString): number =>
  [...bytes].reduce((code, byte) => code * 256 + byte.charCodeAt(0), 0);

/** Returns the characters of a later code of a range: the last UTF-16 unit increases with the code. */
function incrementLastUnit({ bytes }: PdfString, by: number): string {
  const text = decodeTextString(new PdfString(`\u00FE\u00FF${bytes}`));
  if (by === 0) return text;
  return text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + by);
}

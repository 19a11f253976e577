/** Finds the digit glyphs of an embedded font, which holds only the glyphs that the document shows. */
import { type Dict, Stream } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { readAdvances } from '../tagging/rewrite/advances.ts';

/** The digits of a font. Glyph ids are written as four hexadecimal digits, as in the file. */
export interface FontDigits {
  /** Returns the digit that a glyph shows. */
  digit(glyph: string): string | undefined;
  /** Returns the advance width, in thousandths of the type size. */
  advance(glyph: string): number;
  /** Records that a glyph is the tabular figure of a digit; the font may have other figures for it. */
  learn(digit: string, glyph: string): void;
  /** Returns the tabular figure of a digit; `undefined` if the font has none or it is not known. */
  glyph(digit: string): string | undefined;
}

/** Reads the digits of a font from its `ToUnicode` map and its advance widths. */
export function readFontDigits(file: PdfFile, font: Dict): FontDigits {
  const digits = readDigitGlyphs(file, font);
  const advances = readAdvances(file, font);
  const learnt = new Map<string, string>();
  // Fonts store their figures in sequence: the glyph at the right distance is the digit if `ToUnicode` agrees.
  const inRow = (digit: string): string | undefined => {
    const [known] = learnt;
    if (known === undefined) return undefined;
    const number = Number.parseInt(known[1], 16) + Number(digit) - Number(known[0]);
    const glyph = number.toString(16).padStart(4, '0');
    return digits.get(glyph) === digit ? glyph : undefined;
  };
  return {
    advance: (glyph) => advances?.widths[Number.parseInt(glyph, 16)] ?? advances?.defaultWidth ?? 0,
    digit: (glyph) => digits.get(glyph.toLowerCase()),
    learn: (digit, glyph) => {
      if (digits.get(glyph.toLowerCase()) === digit) learnt.set(digit, glyph.toLowerCase());
    },
    glyph: (digit) => learnt.get(digit) ?? inRow(digit),
  };
}

/** Reads the font's `ToUnicode` map (ISO 32000-1, 9.10.3). */
function readDigitGlyphs(file: PdfFile, font: Dict): ReadonlyMap<string, string> {
  const stream = file.get(font.get('ToUnicode'));
  if (!(stream instanceof Stream)) return new Map();
  const map = file.inflate(stream).toString('latin1');
  const found = new Map<string, string>();
  const add = (glyph: number, code: number): void => {
    const digit = String.fromCodePoint(code);
    if (/^[0-9]$/.test(digit)) found.set(glyph.toString(16).padStart(4, '0'), digit);
  };
  for (const [, from = '', to, code = ''] of map.matchAll(MAP_ENTRY)) {
    const [first, last, start] = [from, to ?? from, code].map((hex) => Number.parseInt(hex, 16));
    if (first === undefined || last === undefined || start === undefined || code.length > 4) continue;
    for (let glyph = first; glyph <= Math.min(last, first + 255); glyph += 1)
      add(glyph, start + glyph - first);
  }
  return found;
}

/** A glyph or a range of glyphs, and the character of the first. */
const MAP_ENTRY = /^<([0-9a-fA-F]{4})>(?: <([0-9a-fA-F]{4})>)? <([0-9a-fA-F]+)>/gm;

/** The digits that a font in a printed file has: it holds only the glyphs that the document shows. */
import { inflateSync } from 'node:zlib';
import { type Dict, Stream } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { advancesOf } from '../tagging/rewrite/advances.ts';

/** Glyphs are four hexadecimal digits, as in the file. */
export interface FontDigits {
  digit(glyph: string): string | undefined;
  /** How far it reaches, in thousandths of the type's size. */
  advance(glyph: string): number;
  /** That this glyph is this digit in tabular figures; the same font may have others. */
  learn(digit: string, glyph: string): void;
  /** `undefined` when the font has none, or nobody has said which. */
  glyph(digit: string): string | undefined;
}

export function digitsOf(file: PdfFile, font: Dict): FontDigits {
  const digits = digitGlyphs(file, font);
  const advances = advancesOf(file, font);
  const learnt = new Map<string, string>();
  // Fonts have their figures in a row: a neighbour at the right distance is the digit if the file says so, too.
  const inRow = (digit: string): string | undefined => {
    const [known] = learnt;
    if (known === undefined) return undefined;
    const number = Number.parseInt(known[1], 16) + Number(digit) - Number(known[0]);
    const glyph = number.toString(16).padStart(4, '0');
    return digits.get(glyph) === digit ? glyph : undefined;
  };
  return {
    advance: (glyph) => advances?.widths[Number.parseInt(glyph, 16)] ?? advances?.usual ?? 0,
    digit: (glyph) => digits.get(glyph.toLowerCase()),
    learn: (digit, glyph) => {
      if (digits.get(glyph.toLowerCase()) === digit) learnt.set(digit, glyph.toLowerCase());
    },
    glyph: (digit) => learnt.get(digit) ?? inRow(digit),
  };
}

/** From the map that tells the text of a font's glyphs (ISO 32000-1, 9.10.3). */
function digitGlyphs(file: PdfFile, font: Dict): ReadonlyMap<string, string> {
  const stream = file.get(font.get('ToUnicode'));
  if (!(stream instanceof Stream)) return new Map();
  const map = inflateSync(stream.data).toString('latin1');
  const found = new Map<string, string>();
  const add = (glyph: number, code: number): void => {
    const digit = String.fromCodePoint(code);
    if (/^[0-9]$/.test(digit)) found.set(glyph.toString(16).padStart(4, '0'), digit);
  };
  for (const [, from = '', to, code = ''] of map.matchAll(ENTRY)) {
    const [first, last, start] = [from, to ?? from, code].map((hex) => Number.parseInt(hex, 16));
    if (first === undefined || last === undefined || start === undefined || code.length > 4) continue;
    for (let glyph = first; glyph <= Math.min(last, first + 255); glyph += 1)
      add(glyph, start + glyph - first);
  }
  return found;
}

/** A glyph or a range of them, and the character of the first. */
const ENTRY = /^<([0-9a-fA-F]{4})>(?: <([0-9a-fA-F]{4})>)? <([0-9a-fA-F]+)>/gm;

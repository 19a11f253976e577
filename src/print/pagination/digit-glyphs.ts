/** Finds the digit glyphs of an embedded font, which holds only the glyphs that the document shows. */
import { type Dict, Stream } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { readAdvances } from '../tagging/rewrite/advances.ts';

/** A figure that another part of the book shows. */
export interface Figure {
  /** Four hexadecimal digits. */
  readonly glyph: string;
  /** Advance width, in thousandths of the type size. */
  readonly advance: number;
}

/** Tabular figures by digit. Plain data. */
export type Figures = Readonly<Record<string, Figure>>;

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
  /** Returns the figures that were learnt. */
  figures(): Figures;
  /** Adds the figures of other parts that {@link glyph} has returned to the font in the file; their outlines are not added. */
  addBorrowed(): void;
}

/**
 * Reads the digits of a font from its `ToUnicode` map and its advance widths.
 * @param others figures of the same font that other parts of the book show
 */
export function readFontDigits(file: PdfFile, font: Dict, others: Figures = {}): FontDigits {
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
  const borrowed = new Map<string, Figure>();
  const borrow = (digit: string): string | undefined => {
    const figure = others[digit];
    if (figure !== undefined) borrowed.set(digit, figure);
    return figure?.glyph;
  };
  const advance = (glyph: string): number =>
    [...borrowed.values()].find((figure) => figure.glyph === glyph)?.advance ??
    advances?.widths[Number.parseInt(glyph, 16)] ??
    advances?.defaultWidth ??
    0;
  return {
    advance,
    digit: (glyph) => digits.get(glyph.toLowerCase()),
    learn: (digit, glyph) => {
      if (digits.get(glyph.toLowerCase()) === digit) learnt.set(digit, glyph.toLowerCase());
    },
    glyph: (digit) => learnt.get(digit) ?? inRow(digit) ?? borrow(digit),
    figures: () =>
      Object.fromEntries([...learnt].map(([digit, glyph]) => [digit, { glyph, advance: advance(glyph) }])),
    addBorrowed: () => addFigures(file, font, borrowed),
  };
}

/** Adds the widths and the characters of figures to a font (ISO 32000-1, 9.7.4.3 and 9.10.3). */
function addFigures(file: PdfFile, font: Dict, figures: ReadonlyMap<string, Figure>): void {
  const map = file.get(font.get('ToUnicode'));
  if (figures.size === 0 || !(map instanceof Stream)) return;
  const descendant = file.dict(file.list(font.get('DescendantFonts'))[0]);
  const widths = [...figures.values()].flatMap(({ glyph, advance }) => [
    Number.parseInt(glyph, 16),
    [advance],
  ]);
  descendant.set('W', [...file.list(descendant.get('W')), ...widths]);
  const rows = [...figures].map(([digit, { glyph }]) => `<${glyph}> <003${digit}>\n`).join('');
  const text = file
    .inflate(map)
    .toString('latin1')
    .replace('endcmap', `${figures.size} beginbfchar\n${rows}endbfchar\nendcmap`);
  font.set('ToUnicode', file.add(new Stream(new Map(), Buffer.from(text, 'latin1'))));
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

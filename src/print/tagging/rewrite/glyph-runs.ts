/**
 * Writes text with fewer operators. Chromium writes a move before nearly every glyph, `<0049> Tj`, `6.46 0
 * Td <003C> Tj`. One operator with the differences from the glyphs' widths, `[<0049003C>-12<0068>]TJ`, needs
 * a third of the bytes. No glyph moves by more than half a thousandth of the font size, however long its line
 * is (ISO 32000-1, 9.4.3 and 9.4.4): at 12 pt this is a fifth of a dot of an imagesetter with 2,400 dots per
 * inch.
 */

import { createHexTable } from '../../../lib/pdf/hex-table.ts';
import { formatNumber } from '../../../lib/pdf/syntax.ts';
import { UnsupportedPdfError } from '../../../lib/pdf/unsupported-pdf-error.ts';
import type { Advances } from './advances.ts';
import type { ByteWriter } from './byte-writer.ts';

/** In units of a `TJ` adjustment, which is a thousandth of the font size. */
const TOLERANCE = 0.5;

const [NEWLINE, SPACE, MINUS, POINT, ZERO, NINE] = [0x0a, 0x20, 0x2d, 0x2e, 0x30, 0x39];
const [LESS, MORE, OPEN] = [0x3c, 0x3e, 0x5b];
const [D, F, J, M, T] = [0x64, 0x66, 0x6a, 0x6d, 0x54];

/** Values of hexadecimal digits, by their codes. */
const HEX = createHexTable(0);

export interface GlyphSource {
  readonly bytes: Buffer;
  /** Returns the widths of a font by its resource name; `undefined`: its text stays as it is. */
  readonly advances: (font: string) => Advances | undefined;
}

/**
 * Rewrites the text objects of one content stream. Lengths are in text space units unless stated otherwise.
 */
export class GlyphRuns {
  readonly #source: GlyphSource;
  readonly #out: ByteWriter;
  #at = 0;
  #end = 0;
  #font: Advances | undefined;
  #size = 1;
  /** Distance from the start of the line that is written to the current position in the source. */
  #line = 0;
  /**
   * Distance from the start of the last glyphs to the start of the next, and the width of the last glyphs.
   */
  #step = 0;
  #width = 0;
  /** Distance by which the last glyphs lie to the right of their exact position. */
  #drift = 0;
  #hasMoved = false;
  #isOpen = false;

  constructor(source: GlyphSource, out: ByteWriter) {
    this.#source = source;
    this.#out = out;
  }

  /** Writes the text object from the `BT` at `start` to the `ET` that ends at `end`. */
  write(start: number, end: number): void {
    const { bytes } = this.#source;
    this.#at = start;
    this.#end = end;
    this.#font = undefined;
    this.#beginLine();
    // Hot loop, with all that it calls: a book has half a million strings and nearly as many moves.
    while (this.#at < end) {
      const code = bytes[this.#at] ?? 0;
      if (this.#font === undefined) this.#copyLine();
      else if (code === LESS) this.#appendGlyphs(this.#font);
      else if (code > NINE || code < MINUS || !this.#readMove()) this.#copyLine();
    }
    this.#close();
  }

  #beginLine(): void {
    this.#line = 0;
    this.#step = 0;
    this.#width = 0;
    this.#drift = 0;
    this.#hasMoved = false;
  }

  /** Appends the glyphs of `<0049003C> Tj` and its newline to the open `TJ` array. */
  #appendGlyphs({ widths, defaultWidth: usual }: Advances): void {
    const { bytes } = this.#source;
    // Without a move the glyphs follow the last ones directly, and their widths add up.
    const between = this.#hasMoved ? this.#takeAdjustment() : 0;
    if (!this.#isOpen) this.#out.byte(OPEN);
    if (between !== 0) this.#writeAdjustment(between);
    else if (!this.#isOpen) this.#out.byte(LESS);
    this.#isOpen = true;
    const start = this.#at + 1;
    let at = start;
    for (; bytes[at] !== MORE; at += 4) {
      if (at >= bytes.length) throw new UnsupportedPdfError('the PDF has half a glyph');
      this.#width += ((widths[glyphAt(bytes, at)] ?? usual) * this.#size) / 1000;
    }
    this.#out.copy(bytes, start, at);
    if (bytes[at + 1] !== SPACE || bytes[at + 2] !== T || bytes[at + 3] !== J || bytes[at + 4] !== NEWLINE)
      throw new UnsupportedPdfError('the PDF shows text in a way that is not known here');
    this.#at = at + 5;
  }

  /** Returns the adjustment between the last glyphs and the next, in whole units, and resets the position. */
  #takeAdjustment(): number {
    const unit = 1000 / this.#size;
    const own = (this.#width - this.#step) * unit;
    let units = Math.round(own);
    // Prefers the adjustment without the accumulated drift: then equal letters have equal adjustments, which
    // compresses well.
    if (Math.abs(this.#drift * unit + own - units) > TOLERANCE) units = Math.round(this.#drift * unit + own);
    this.#drift += this.#width - this.#step - units / unit;
    this.#step = 0;
    this.#width = 0;
    this.#hasMoved = false;
    return units;
  }

  /** @param units other than 0 */
  #writeAdjustment(units: number): void {
    if (this.#isOpen) this.#out.byte(MORE);
    if (units < 0) this.#out.byte(MINUS);
    this.#out.digits(Math.abs(units) | 0);
    this.#out.byte(LESS);
  }

  /** Reads `6.46 0 Td ` before a string. @returns whether there is such a move */
  #readMove(): boolean {
    const { bytes } = this.#source;
    const x = endOfNumber(bytes, this.#at);
    const y = endOfNumber(bytes, x + 1);
    if (bytes[y + 1] !== T || bytes[y + 2] !== D) return false;
    const across = numberIn(bytes, this.#at, x);
    const up = numberIn(bytes, x + 1, y);
    this.#at = y + 4;
    if (up === 0) {
      this.#step += across;
      this.#line += across;
      this.#hasMoved = true;
      return true;
    }
    this.#close();
    this.#out.text(`${formatCoordinate(this.#line + across)} ${formatCoordinate(up)} Td\n`);
    this.#beginLine();
    return true;
  }

  /** Copies a line unchanged, and follows the operators that set the font and the text matrix. */
  #copyLine(): void {
    const { bytes } = this.#source;
    this.#close();
    const found = bytes.indexOf(NEWLINE, this.#at);
    const end = found < 0 ? this.#end : Math.min(found, this.#end);
    const next = Math.min(end + 1, this.#end);
    this.#out.copy(bytes, this.#at, next);
    if (bytes[end - 2] === T && bytes[end - 1] === M) this.#beginLine();
    if (bytes[end - 2] === T && bytes[end - 1] === F) this.#setFont(bytes.toString('latin1', this.#at, end));
    this.#at = next;
  }

  /** @param line `/F4 14 Tf` */
  #setFont(line: string): void {
    const [name = '', size] = line.split(' ');
    this.#font = this.#source.advances(name.slice(1));
    this.#size = Number(size);
    if (this.#line !== 0) throw new UnsupportedPdfError('the PDF goes on to another font within a line');
  }

  #close(): void {
    if (this.#isOpen) this.#out.text('>]TJ\n');
    this.#isOpen = false;
  }
}

const glyphAt = (bytes: Uint8Array, at: number): number =>
  (hex(bytes, at) << 12) | (hex(bytes, at + 1) << 8) | (hex(bytes, at + 2) << 4) | hex(bytes, at + 3);

const hex = (bytes: Uint8Array, at: number): number => HEX[bytes[at] ?? 0] ?? 0;

function endOfNumber(bytes: Uint8Array, start: number): number {
  let end = start;
  for (let code = bytes[end]; code !== undefined && code !== SPACE && code !== NEWLINE; code = bytes[end])
    end += 1;
  return end;
}

/** Reads a number. Several times as fast as converting the bytes to a string first. */
function numberIn(bytes: Uint8Array, start: number, end: number): number {
  let digits = 0;
  let scale = 0;
  for (let at = start; at < end; at += 1) {
    const code = bytes[at] ?? 0;
    if (code === POINT) scale = 1;
    else if (code >= ZERO && code <= NINE) {
      digits = digits * 10 + code - ZERO;
      scale *= 10;
    }
  }
  const value = scale > 1 ? digits / scale : digits;
  return bytes[start] === MINUS ? -value : value;
}

/** Formats a number with seven decimals at most, as precise as Chromium's own numbers. */
const formatCoordinate = (value: number): string => formatNumber(Number(value.toFixed(7)));

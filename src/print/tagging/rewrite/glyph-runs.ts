/**
 * Text in fewer operators. Chromium moves to nearly every glyph, `<0049> Tj`, `6.46 0 Td <003C> Tj`; in one operator with
 * what the glyphs' own widths leave over, `[<0049003C>-12<0068>]TJ`, a page has a third of the bytes. No glyph moves by
 * more than half a thousandth of the type's size, however long its line is (ISO 32000-1, 9.4.3 and 9.4.4): of 12 pt that
 * is a fifth of what an imagesetter of 2,400 dots to the inch can show.
 */
import { numberText } from '../../../lib/pdf/syntax.ts';
import type { Advances } from './advances.ts';
import type { ByteWriter } from './byte-writer.ts';

/** In units of an adjustment, which is a thousandth of the type's size. */
const TOLERANCE = 0.5;

const [NEWLINE, SPACE, MINUS, POINT, ZERO, NINE] = [0x0a, 0x20, 0x2d, 0x2e, 0x30, 0x39];
const [LESS, MORE, OPEN] = [0x3c, 0x3e, 0x5b];
const [D, F, J, M, T] = [0x64, 0x66, 0x6a, 0x6d, 0x54];

/** Values of hexadecimal digits, by their codes. */
const HEX = new Uint8Array(256);
for (let digit = 0; digit < 16; digit += 1) {
  const char = digit.toString(16);
  HEX[char.charCodeAt(0)] = digit;
  HEX[char.toUpperCase().charCodeAt(0)] = digit;
}

export interface GlyphSource {
  readonly bytes: Buffer;
  /** Of a font by its name; `undefined`: its text is left as it is. */
  readonly advances: (font: string) => Advances | undefined;
}

/** The text objects of one content. Lengths are in units of the text, where nothing else is said. */
export class GlyphRuns {
  private readonly source: GlyphSource;
  private readonly out: ByteWriter;
  private at = 0;
  private end = 0;
  private font: Advances | undefined;
  private size = 1;
  /** By how much the beginning of the line lies behind that which is written. */
  private line = 0;
  /** From the beginning of the last glyphs to where the next begin, and how much of that they take themselves. */
  private step = 0;
  private width = 0;
  /** By how much the last glyphs stand to the right of their place. */
  private drift = 0;
  private hasMoved = false;
  private isOpen = false;

  constructor(source: GlyphSource, out: ByteWriter) {
    this.source = source;
    this.out = out;
  }

  /** Writes what stands from the `BT` at `start` to the `ET` at `end`. */
  write(start: number, end: number): void {
    const { bytes } = this.source;
    this.at = start;
    this.end = end;
    this.font = undefined;
    this.beginLine();
    // Hot, with all that it calls: a book has half a million strings, and nearly as many moves.
    while (this.at < end) {
      const code = bytes[this.at] ?? 0;
      if (this.font === undefined) this.pass();
      else if (code === LESS) this.show(this.font);
      else if (code > NINE || code < MINUS || !this.move()) this.pass();
    }
    this.close();
  }

  private beginLine(): void {
    this.line = 0;
    this.step = 0;
    this.width = 0;
    this.drift = 0;
    this.hasMoved = false;
  }

  /** `<0049003C> Tj`, and the end of its line. */
  private show({ widths, usual }: Advances): void {
    const { bytes } = this.source;
    // Without a move they follow on the last, to which they add their own widths.
    const between = this.hasMoved ? this.adjustment() : 0;
    if (!this.isOpen) this.out.byte(OPEN);
    if (between !== 0) this.adjust(between);
    else if (!this.isOpen) this.out.byte(LESS);
    this.isOpen = true;
    const start = this.at + 1;
    let at = start;
    for (; bytes[at] !== MORE; at += 4) {
      if (at >= bytes.length) throw new Error('the PDF has half a glyph');
      this.width += ((widths[glyphAt(bytes, at)] ?? usual) * this.size) / 1000;
    }
    this.out.copy(bytes, start, at);
    if (bytes[at + 1] !== SPACE || bytes[at + 2] !== T || bytes[at + 3] !== J || bytes[at + 4] !== NEWLINE)
      throw new Error('the PDF shows text in a way that is not known here');
    this.at = at + 5;
  }

  /** @returns what the widths of the last glyphs do not say of where the next stand, in whole units */
  private adjustment(): number {
    const unit = 1000 / this.size;
    const own = (this.width - this.step) * unit;
    let units = Math.round(own);
    // Alone what the last glyphs leave over, if that will do: then the same letters leave the same, which packs well.
    if (Math.abs(this.drift * unit + own - units) > TOLERANCE) units = Math.round(this.drift * unit + own);
    this.drift += this.width - this.step - units / unit;
    this.step = 0;
    this.width = 0;
    this.hasMoved = false;
    return units;
  }

  /** @param units other than 0 */
  private adjust(units: number): void {
    if (this.isOpen) this.out.byte(MORE);
    if (units < 0) this.out.byte(MINUS);
    this.out.digits(Math.abs(units) | 0);
    this.out.byte(LESS);
  }

  /** `6.46 0 Td ` before a string. @returns whether it is one */
  private move(): boolean {
    const { bytes } = this.source;
    const x = endOfNumber(bytes, this.at);
    const y = endOfNumber(bytes, x + 1);
    if (bytes[y + 1] !== T || bytes[y + 2] !== D) return false;
    const across = numberIn(bytes, this.at, x);
    const up = numberIn(bytes, x + 1, y);
    this.at = y + 4;
    if (up === 0) {
      this.step += across;
      this.line += across;
      this.hasMoved = true;
      return true;
    }
    this.close();
    this.out.text(`${rounded(this.line + across)} ${rounded(up)} Td\n`);
    this.beginLine();
    return true;
  }

  /** A line that is written as it is. */
  private pass(): void {
    const { bytes } = this.source;
    this.close();
    const found = bytes.indexOf(NEWLINE, this.at);
    const end = found < 0 ? this.end : Math.min(found, this.end);
    const next = Math.min(end + 1, this.end);
    this.out.copy(bytes, this.at, next);
    if (bytes[end - 2] === T && bytes[end - 1] === M) this.beginLine();
    if (bytes[end - 2] === T && bytes[end - 1] === F) this.setFont(bytes.toString('latin1', this.at, end));
    this.at = next;
  }

  /** @param line `/F4 14 Tf` */
  private setFont(line: string): void {
    const [name = '', size] = line.split(' ');
    this.font = this.source.advances(name.slice(1));
    this.size = Number(size);
    if (this.line !== 0) throw new Error('the PDF goes on to another font within a line');
  }

  private close(): void {
    if (this.isOpen) this.out.text('>]TJ\n');
    this.isOpen = false;
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

/** Several times as fast as by way of a text. */
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

/** As exact as Chromium's own numbers. */
const rounded = (value: number): string => numberText(Number(value.toFixed(7)));

/**
 * Extracts the text of marked content in reading order. Works on a content stream alone, so that any thread
 * can do it while the stream is rewritten.
 */

import { toMatrix } from '../../lib/geometry/matrix.ts';
import {
  parseNumbers,
  parseOperands,
  parseSimpleMcid,
  visitOperators,
} from '../../lib/pdf/content-stream.ts';
import { createHexTable } from '../../lib/pdf/hex-table.ts';
import { type Dict, decodeTextString, isDict, PdfString, type Value } from '../../lib/pdf/objects.ts';
import { isRightToLeft } from '../../lib/text/direction.ts';
import { type GlyphText, toLogicalOrder } from './bidi-order.ts';
import { ClipTracker } from './clip-state.ts';

/** Returns the characters of a glyph, by the resource name of the font and the glyph code. */
export type DecodeGlyph = (font: string, code: number) => GlyphText;

/** The text of marked content, by the object number of the page or form and then by MCID. */
export type PageTexts = ReadonlyMap<number, ReadonlyMap<number, string>>;

/** Extracts the text of a content stream by MCID. Line ends within a sequence are not represented. */
export const extractMarkedTexts = (content: string, decode: DecodeGlyph): ReadonlyMap<number, string> =>
  new ContentReader(content, decode).texts();

class ContentReader {
  readonly #text: string;
  readonly #decode: DecodeGlyph;
  /** Lines of glyphs, by MCID. */
  readonly #lines = new Map<number, GlyphText[][]>();
  /** MCIDs of the marked content that is open; `undefined` for content without one. */
  readonly #open: (number | undefined)[] = [];
  readonly #clip = new ClipTracker();
  /** Characters of glyphs, by font and then by code: a cache. */
  readonly #glyphs = new Map<string, GlyphText[]>();
  /** Whether any glyph is written from right to left. */
  #hasRightToLeft = false;
  #isVisible = true;
  #font = '';
  #height = Number.NaN;
  /** Depth of {@link #open} at which an `ActualText` replaces the glyphs; 0 when there is none. */
  #replaced = 0;
  /** That `ActualText`, until its first glyph, which determines its line. */
  #actualText: string | undefined;

  constructor(text: string, decode: DecodeGlyph) {
    this.#text = text;
    this.#decode = decode;
  }

  texts(): ReadonlyMap<number, string> {
    visitOperators(this.#text, (operator, start, end) => this.#handle(operator, start, end));
    const read = this.#hasRightToLeft
      ? toLogicalOrder
      : (line: readonly GlyphText[]): string => line.join('');
    return new Map([...this.#lines].map(([id, lines]) => [id, lines.map(read).join('')]));
  }

  #handle(operator: string, start: number, end: number): void {
    if (operator === 'BDC' || operator === 'BMC') this.#begin(start);
    else if (operator === 'EMC') this.#end();
    else if (operator === 'Tf') this.#font = String(parseOperands(this.#text, start)[0]).slice(1);
    else if (operator === 'Tm') this.#move(parseNumbers(this.#text, start));
    else if (operator === 'Tj' || operator === 'TJ') this.#show(start, end);
    else this.#clip.apply(operator, this.#text, start);
  }

  #begin(start: number): void {
    const number = parseSimpleMcid(this.#text, start);
    if (number === undefined) this.#beginWithProperties(parseOperands(this.#text, start));
    else this.#open.push(this.#beginMarked(number));
  }

  #beginMarked(id: number): number {
    this.#height = Number.NaN;
    return id;
  }

  #beginWithProperties([, properties]: readonly Value[]): void {
    const dict: Dict = isDict(properties) ? properties : new Map();
    const [id, actual] = [dict.get('MCID'), dict.get('ActualText')];
    this.#open.push(typeof id === 'number' ? this.#beginMarked(id) : undefined);
    if (!(actual instanceof PdfString) || this.#replaced > 0) return;
    this.#actualText = decodeTextString(actual);
    this.#replaced = this.#open.length;
  }

  #end(): void {
    if (this.#open.length === this.#replaced) {
      this.#flushActualText();
      this.#replaced = 0;
    }
    this.#open.pop();
  }

  #move(line: readonly number[]): void {
    const [, , , , , height = 0] = line;
    this.#isVisible = this.#clip.isVisible(toMatrix(line));
    const id = this.#currentId();
    if (height !== this.#height && id !== undefined) this.#linesOf(id).push([]);
    this.#height = height;
  }

  /** @param start offset of the operands @param end offset of the operator's end */
  #show(start: number, end: number): void {
    if (this.#replaced > 0) this.#flushActualText();
    const line = this.#replaced > 0 ? undefined : this.#currentLine();
    if (line === undefined) return;
    const glyphs = this.#glyphs.get(this.#font) ?? [];
    this.#glyphs.set(this.#font, glyphs);
    const text = this.#text;
    // Hot loop: a book has half a million glyphs.
    for (let at = text.indexOf('<', start) + 1; at > 0 && at < end; at = text.indexOf('<', at) + 1) {
      for (let code = glyphAt(text, at); code >= 0; code = glyphAt(text, at)) {
        line.push(glyphs[code] ?? this.#decodeAndCache(code, glyphs));
        at += DIGITS;
      }
    }
  }

  #decodeAndCache(code: number, glyphs: GlyphText[]): GlyphText {
    const glyph = this.#decode(this.#font, code);
    glyphs[code] = glyph;
    this.#hasRightToLeft ||= isRightToLeft(glyph);
    return glyph;
  }

  #flushActualText(): void {
    const glyph = this.#actualText;
    this.#actualText = undefined;
    if (glyph === undefined) return;
    this.#currentLine()?.push(glyph);
    this.#hasRightToLeft ||= isRightToLeft(glyph);
  }

  /** Returns the current line; `undefined` outside of sequences and where the text is invisible. */
  #currentLine(): GlyphText[] | undefined {
    const id = this.#currentId();
    if (id === undefined || !this.#isVisible) return undefined;
    const lines = this.#linesOf(id);
    if (lines.length === 0) lines.push([]);
    return lines.at(-1);
  }

  #currentId(): number | undefined {
    return this.#open.findLast((id) => id !== undefined);
  }

  #linesOf(id: number): GlyphText[][] {
    const lines = this.#lines.get(id) ?? [];
    this.#lines.set(id, lines);
    return lines;
  }
}

/** Hexadecimal digits of a glyph code, as this program and Skia write all of them. */
const DIGITS = 4;

/** Values of hexadecimal digits by character code; any other character has a value above all glyph codes. */
const NO_DIGIT = 1 << 16;
const HEX = createHexTable(NO_DIGIT);

/** Reads a glyph code. @returns -1 if there is none */
function glyphAt(text: string, at: number): number {
  const high = (digitAt(text, at) << 12) | (digitAt(text, at + 1) << 8);
  const code = high | (digitAt(text, at + 2) << 4) | digitAt(text, at + 3);
  return code < NO_DIGIT ? code : -1;
}

const digitAt = (text: string, at: number): number => HEX[text.charCodeAt(at)] ?? NO_DIGIT;

/**
 * The text of marked content, in the order in which it is read. A finished file names the characters of its glyphs. It is
 * read where it is written, too, by any thread.
 */

import { matrixOf } from '../../lib/geometry/matrix.ts';
import { eachOperator, numbersOf, operandsOf, plainMark } from '../../lib/pdf/content-stream.ts';
import { type Dict, isDict, Text, textOf, type Value } from '../../lib/pdf/objects.ts';
import { asRead, isFromRight, type Sign } from './bidi-order.ts';
import { Seen } from './clip-state.ts';

/** What a glyph of a font stands for, by the name of the font in the content. */
export type Decode = (font: string, code: number) => Sign;

/** What the contents of a file say, by the number of the page or the form and that of the marked content. */
export type PageTexts = ReadonlyMap<number, ReadonlyMap<number, string>>;

/** @returns what marked content says, by its numbers; line ends inside it are not marked */
export const textsIn = (content: string, decode: Decode): ReadonlyMap<number, string> =>
  new ContentReader(content, decode).texts();

class ContentReader {
  readonly #text: string;
  readonly #decode: Decode;
  /** Lines of signs, by number of the marked content. */
  readonly #lines = new Map<number, Sign[][]>();
  /** Numbers of the marked content that is open; nothing for what has none. */
  readonly #open: (number | undefined)[] = [];
  readonly #seen = new Seen();
  /** What glyphs stand for, by font and then by code. */
  readonly #signs = new Map<string, Sign[]>();
  /** Whether any of them is written from right to left. */
  #isTurned = false;
  #isSeen = true;
  #font = '';
  #height = Number.NaN;
  /** How many are open inside a text that stands for its glyphs; 0 when none is. */
  #replaced = 0;
  /** That text, until the first of its glyphs has come, and with it the line. */
  #actual: string | undefined;

  constructor(text: string, decode: Decode) {
    this.#text = text;
    this.#decode = decode;
  }

  texts(): ReadonlyMap<number, string> {
    eachOperator(this.#text, (operator, start, end) => this.#take(operator, start, end));
    const read = this.#isTurned ? asRead : (line: readonly Sign[]): string => line.join('');
    return new Map([...this.#lines].map(([id, lines]) => [id, lines.map(read).join('')]));
  }

  #take(operator: string, start: number, end: number): void {
    if (operator === 'BDC' || operator === 'BMC') this.#begin(start);
    else if (operator === 'EMC') this.#end();
    else if (operator === 'Tf') this.#font = String(operandsOf(this.#text, start)[0]).slice(1);
    else if (operator === 'Tm') this.#move(numbersOf(this.#text, start));
    else if (operator === 'Tj' || operator === 'TJ') this.#show(start, end);
    else this.#seen.take(operator, this.#text, start);
  }

  #begin(start: number): void {
    const number = plainMark(this.#text, start);
    if (number === undefined) this.#beginWith(operandsOf(this.#text, start));
    else this.#open.push(this.#beginMarked(number));
  }

  #beginMarked(id: number): number {
    this.#height = Number.NaN;
    return id;
  }

  #beginWith([, properties]: readonly Value[]): void {
    const dict: Dict = isDict(properties) ? properties : new Map();
    const [id, actual] = [dict.get('MCID'), dict.get('ActualText')];
    this.#open.push(typeof id === 'number' ? this.#beginMarked(id) : undefined);
    if (!(actual instanceof Text) || this.#replaced > 0) return;
    this.#actual = textOf(actual);
    this.#replaced = this.#open.length;
  }

  #end(): void {
    if (this.#open.length === this.#replaced) {
      this.#sayActual();
      this.#replaced = 0;
    }
    this.#open.pop();
  }

  #move(line: readonly number[]): void {
    const [, , , , , height = 0] = line;
    this.#isSeen = this.#seen.isSeen(matrixOf(line));
    const id = this.#current();
    if (height !== this.#height && id !== undefined) this.#linesOf(id).push([]);
    this.#height = height;
  }

  /** @param start of the operands @param end of the operator */
  #show(start: number, end: number): void {
    if (this.#replaced > 0) this.#sayActual();
    const line = this.#replaced > 0 ? undefined : this.#line();
    if (line === undefined) return;
    const signs = this.#signs.get(this.#font) ?? [];
    this.#signs.set(this.#font, signs);
    const text = this.#text;
    // Hot: a book has half a million glyphs.
    for (let at = text.indexOf('<', start) + 1; at > 0 && at < end; at = text.indexOf('<', at) + 1) {
      for (let code = glyphAt(text, at); code >= 0; code = glyphAt(text, at)) {
        line.push(signs[code] ?? this.#sign(code, signs));
        at += DIGITS;
      }
    }
  }

  #sign(code: number, signs: Sign[]): Sign {
    const sign = this.#decode(this.#font, code);
    signs[code] = sign;
    this.#isTurned ||= isFromRight(sign);
    return sign;
  }

  #sayActual(): void {
    const sign = this.#actual;
    this.#actual = undefined;
    if (sign === undefined) return;
    this.#line()?.push(sign);
    this.#isTurned ||= isFromRight(sign);
  }

  /** The one that is being said; none where nothing counts. */
  #line(): Sign[] | undefined {
    const id = this.#current();
    if (id === undefined || !this.#isSeen) return undefined;
    const lines = this.#linesOf(id);
    if (lines.length === 0) lines.push([]);
    return lines.at(-1);
  }

  #current(): number | undefined {
    return this.#open.findLast((id) => id !== undefined);
  }

  #linesOf(id: number): Sign[][] {
    const lines = this.#lines.get(id) ?? [];
    this.#lines.set(id, lines);
    return lines;
  }
}

/** Hexadecimal digits of a glyph, in which this program and Skia write them all. */
const DIGITS = 4;

/** Values of the digits by their codes; anything else is greater than all glyphs. */
const NO_DIGIT = 1 << 16;
const HEX = new Int32Array(128).fill(NO_DIGIT);
for (let digit = 0; digit < 16; digit += 1) {
  const char = digit.toString(16);
  HEX[char.charCodeAt(0)] = digit;
  HEX[char.toUpperCase().charCodeAt(0)] = digit;
}

/** @returns less than 0 where none is */
function glyphAt(text: string, at: number): number {
  const high = (digitAt(text, at) << 12) | (digitAt(text, at + 1) << 8);
  const code = high | (digitAt(text, at + 2) << 4) | digitAt(text, at + 3);
  return code < NO_DIGIT ? code : -1;
}

const digitAt = (text: string, at: number): number => HEX[text.charCodeAt(at)] ?? NO_DIGIT;

/**
 * The text of marked content, in the order in which it is read. A finished file names the characters of its glyphs; what is
 * written from right to left stands in it as it does on the page, from the left, and is turned round here line by line.
 */
import { wordsOf } from './finish/words.ts';
import { eachOperator, numbersOf, operandsOf, plainMark } from './objects/content.ts';
import { matrixOf } from './objects/matrix.ts';
import { contentOf } from './objects/page-content.ts';
import type { PdfFile } from './objects/pdf-file.ts';
import { type Marked, contentOf as ownerOf } from './objects/structure.ts';
import { type Dict, isDict, type Reference, Stream, Text, textOf, type Value } from './objects/values.ts';
import { Seen } from './seen.ts';

/** @returns what a piece says; line ends inside it are not marked */
export function readPageText(file: PdfFile, pieces: readonly Marked[]): (piece: Marked) => string {
  const owners = new Map(pieces.map((piece) => [ownerOf(piece).number, ownerOf(piece)]));
  const contents = [...owners.values()].map((owner) => readContent(file, owner));
  const words = wordsOf(
    file,
    contents.map(({ resources }) => resources),
  );
  const texts = new Map(
    contents.map(({ owner, text, resources }) => {
      const reader = new ContentReader(text, (font, codes) => words.of([{ font, codes }], resources));
      return [owner.number, reader.texts()];
    }),
  );
  return (piece) => texts.get(ownerOf(piece).number)?.get(piece.id) ?? '';
}

function readContent(file: PdfFile, owner: Reference) {
  const found = file.get(owner);
  const dict = file.dict(owner);
  const text = found instanceof Stream ? file.inflated(found).toString('latin1') : contentOf(file, dict);
  return { owner, text, resources: file.dict(dict.get('Resources')) };
}

/** What a glyph, or several with one text, stand for. */
type Sign = string;

/** The characters of a text's codes. */
type Decode = (font: string, codes: string) => string;

class ContentReader {
  readonly #text: string;
  readonly #decode: Decode;
  /** Lines of signs, by number of the marked content. */
  readonly #lines = new Map<number, Sign[][]>();
  /** Numbers of the marked content that is open; nothing for what has none. */
  readonly #open: (number | undefined)[] = [];
  readonly #seen = new Seen();
  /** What glyphs stand for, by font and then by code. */
  readonly #signs = new Map<string, Map<number, Sign>>();
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
    const read = this.#isTurned ? asRead : joined;
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
    const signs = this.#signs.get(this.#font) ?? new Map<number, Sign>();
    this.#signs.set(this.#font, signs);
    eachGlyph(this.#text, start, end, (code) => line.push(signs.get(code) ?? this.#sign(code, signs)));
  }

  #sign(code: number, signs: Map<number, Sign>): Sign {
    const sign = this.#decode(this.#font, String.fromCharCode(code >> 8, code & 0xff));
    signs.set(code, sign);
    this.#isTurned ||= RIGHT_TO_LEFT.test(sign);
    return sign;
  }

  #sayActual(): void {
    const sign = this.#actual;
    this.#actual = undefined;
    if (sign === undefined) return;
    this.#line()?.push(sign);
    this.#isTurned ||= RIGHT_TO_LEFT.test(sign);
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

/** The codes in the strings among the operands, which this program and Skia write in hexadecimal digits. */
function eachGlyph(text: string, start: number, end: number, visit: (code: number) => void): void {
  for (let at = text.indexOf('<', start) + 1; at > 0 && at < end; at = text.indexOf('<', at) + 1) {
    for (let code = glyphAt(text, at); code >= 0; code = glyphAt(text, at)) {
      visit(code);
      at += DIGITS;
    }
  }
}

/** Hexadecimal digits of a glyph. */
const DIGITS = 4;

/** @returns less than 0 where none is */
function glyphAt(text: string, start: number): number {
  let code = 0;
  for (let at = start; at < start + DIGITS && code >= 0; at += 1) {
    const digit = digitOf(text.charCodeAt(at));
    code = digit < 0 ? -1 : code * 16 + digit;
  }
  return code;
}

const [ZERO, NINE, A, F, SMALL] = [0x30, 0x39, 0x61, 0x66, 0x20];

/** Several times as fast as cutting the text up: a book has half a million glyphs. */
function digitOf(code: number): number {
  if (code >= ZERO && code <= NINE) return code - ZERO;
  const letter = code | SMALL;
  return letter >= A && letter <= F ? letter - A + 10 : -1;
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LETTER = /[\p{L}\p{N}]/u;

const joined = (line: readonly Sign[]): string => line.join('');

/** From the order of a line on the page to that of reading (Unicode Bidirectional Algorithm, L2, undone). */
function asRead(line: readonly Sign[]): string {
  if (!line.some((sign) => RIGHT_TO_LEFT.test(sign))) return joined(line);
  const count = (isCounted: (sign: Sign) => boolean): number =>
    line.filter((sign) => isCounted(sign)).join('').length;
  const fromRight = count((sign) => RIGHT_TO_LEFT.test(sign));
  const fromLeft = count((sign) => LETTER.test(sign) && !RIGHT_TO_LEFT.test(sign));
  return (fromRight >= fromLeft ? fromRightEnd(line) : withPhrasesTurned(line)).join('');
}

/** Turned round as a whole, and what is written from left to right once more. */
function fromRightEnd(line: readonly Sign[]): readonly Sign[] {
  const isForeign = (sign: Sign): boolean => LETTER.test(sign) && !RIGHT_TO_LEFT.test(sign);
  return turned(line.toReversed(), isForeign, (sign) => RIGHT_TO_LEFT.test(sign));
}

const withPhrasesTurned = (line: readonly Sign[]): readonly Sign[] =>
  turned(
    line,
    (sign) => RIGHT_TO_LEFT.test(sign),
    (sign) => LETTER.test(sign) && !RIGHT_TO_LEFT.test(sign),
  );

/** Turns what stands between the outermost signs of one kind, in each stretch that has none of the other. */
function turned(
  line: readonly Sign[],
  isOne: (sign: Sign) => boolean,
  isOther: (sign: Sign) => boolean,
): readonly Sign[] {
  const signs: Sign[] = [];
  let stretch: Sign[] = [];
  const close = (): void => {
    const [first, last] = [stretch.findIndex(isOne), stretch.findLastIndex(isOne)];
    if (first < 0) signs.push(...stretch);
    else {
      const inner = stretch.slice(first, last + 1).toReversed();
      signs.push(...stretch.slice(0, first), ...inner, ...stretch.slice(last + 1));
    }
    stretch = [];
  };
  for (const sign of line) {
    if (!isOther(sign)) stretch.push(sign);
    else {
      close();
      signs.push(sign);
    }
  }
  close();
  return signs;
}

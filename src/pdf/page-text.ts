/**
 * The text of marked content, in the order in which it is read. A finished file names the characters of its glyphs; what is
 * written from right to left stands in it as it does on the page, from the left, and is turned round here line by line.
 */
import { wordsOf } from './finish/words.ts';
import { eachOperator, numbersOf, operandsOf } from './objects/content.ts';
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
  const texts = new Map<string, string>();
  for (const { owner, text, resources } of contents) {
    const reader = new ContentReader(text, (font, codes) => words.of([{ font, codes }], resources));
    for (const [id, said] of reader.texts()) texts.set(`${owner.number} ${id}`, said);
  }
  return (piece) => texts.get(`${ownerOf(piece).number} ${piece.id}`) ?? '';
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
  /** What glyphs stand for, by font and code. */
  readonly #signs = new Map<string, Sign>();
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
    return new Map([...this.#lines].map(([id, lines]) => [id, lines.map(asRead).join('')]));
  }

  #take(operator: string, start: number, end: number): void {
    if (operator === 'BDC' || operator === 'BMC') this.#begin(operandsOf(this.#text, start));
    else if (operator === 'EMC') this.#end();
    else if (operator === 'Tf') this.#font = String(operandsOf(this.#text, start)[0]).slice(1);
    else if (operator === 'Tm') this.#move(numbersOf(this.#text, start));
    else if (operator === 'Tj' || operator === 'TJ') this.#show(start, end);
    else this.#seen.take(operator, this.#text, start);
  }

  #begin([, properties]: readonly Value[]): void {
    const dict: Dict = isDict(properties) ? properties : new Map();
    const [id, actual] = [dict.get('MCID'), dict.get('ActualText')];
    if (typeof id === 'number') this.#height = Number.NaN;
    this.#open.push(typeof id === 'number' ? id : undefined);
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
    if (this.#replaced > 0 || this.#current() === undefined || !this.#isSeen) return;
    const glyphs = this.#text.slice(start, end).match(GLYPHS) ?? [];
    const signs = glyphs.flatMap((string) => string.match(GLYPH) ?? []).map((glyph) => this.#sign(glyph));
    this.#say(signs);
  }

  /** @param glyph its code, as four hexadecimal digits */
  #sign(glyph: string): Sign {
    const key = this.#font + glyph;
    const known = this.#signs.get(key);
    if (known !== undefined) return known;
    const sign = this.#decode(this.#font, Buffer.from(glyph, 'hex').toString('latin1'));
    this.#signs.set(key, sign);
    return sign;
  }

  #sayActual(): void {
    if (this.#actual !== undefined) this.#say([this.#actual]);
    this.#actual = undefined;
  }

  #say(signs: readonly Sign[]): void {
    const id = this.#current();
    if (id === undefined || !this.#isSeen) return;
    const lines = this.#linesOf(id);
    if (lines.length === 0) lines.push([]);
    lines.at(-1)?.push(...signs);
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

/** Strings of glyphs among the operands, which this program and Skia write so; and the glyphs in them. */
const GLYPHS = /<[0-9A-Fa-f]+>/g;
const GLYPH = /[0-9A-Fa-f]{4}/g;

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LETTER = /[\p{L}\p{N}]/u;

/** From the order of a line on the page to that of reading (Unicode Bidirectional Algorithm, L2, undone). */
function asRead(line: readonly Sign[]): string {
  if (!line.some((sign) => RIGHT_TO_LEFT.test(sign))) return line.join('');
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

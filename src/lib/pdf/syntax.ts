/**
 * Parses and serializes the syntax of PDF (ISO 32000-1, 7.2 and 7.3). Strings are Latin-1, one character per
 * byte.
 */
import { type Dict, type Name, PdfString, Reference, type Value } from './objects.ts';

/** The class of each character: 1 is white space, 2 a delimiter, 0 any other. */
const CHARACTER_CLASS = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) CHARACTER_CLASS[code] = 1;
for (const char of '()<>[]{}/%') CHARACTER_CLASS[char.charCodeAt(0)] = 2;

export const isSpace = (code: number): boolean => CHARACTER_CLASS[code] === 1;
export const isRegular = (code: number): boolean => CHARACTER_CLASS[code] === 0;

const [SLASH, LESS, ZERO, NINE] = [0x2f, 0x3c, 0x30, 0x39];
const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Reads values one after the other. Throws an Error that names the offset when the text is not a PDF's. */
export class PdfParser {
  readonly text: string;
  offset: number;

  constructor(text: string, at = 0) {
    this.text = text;
    this.offset = at;
  }

  /**
   * Parses the next value. Returns `undefined` at the end or before a keyword such as `endobj`, which is not
   * consumed.
   */
  parseValue(): Value | undefined {
    this.skipSpace();
    const code = this.text.charCodeAt(this.offset);
    switch (code) {
      case SLASH:
        return this.#readName();
      case 0x5b:
        return this.#readArray();
      case 0x28:
        return this.#readLiteralString();
      case LESS:
        return this.text.charCodeAt(this.offset + 1) === LESS ? this.#readDict() : this.#readHexString();
      default:
        return isDigit(code) ? this.#readInteger() : this.#readNumberOrKeyword();
    }
  }

  skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.offset);
      if (code === 0x25) this.offset = this.#endOfLine();
      else if (isSpace(code)) this.offset += 1;
      else return;
    }
  }

  #endOfLine(): number {
    const end = this.text.indexOf('\n', this.offset);
    return end < 0 ? this.text.length : end;
  }

  #readName(): Name {
    return `/${this.#readToken(this.offset + 1)}`;
  }

  #readToken(start: number): string {
    let end = start;
    while (end < this.text.length && isRegular(this.text.charCodeAt(end))) end += 1;
    this.offset = end;
    return this.text.slice(start, end);
  }

  #readArray(): Value[] {
    const values: Value[] = [];
    this.offset += 1;
    for (;;) {
      const value = this.parseValue();
      if (value !== undefined) values.push(value);
      else return this.#expect(']', values);
    }
  }

  #readDict(): Dict {
    const dict: Dict = new Map();
    this.offset += 2;
    for (;;) {
      this.skipSpace();
      if (this.text.charCodeAt(this.offset) !== SLASH) return this.#expect('>>', dict);
      const key = this.#readToken(this.offset + 1);
      const value = this.parseValue();
      if (value === undefined) throw this.#createError();
      dict.set(key, value);
    }
  }

  #expect<T>(end: string, value: T): T {
    this.skipSpace();
    if (!this.text.startsWith(end, this.offset)) throw this.#createError();
    this.offset += end.length;
    return value;
  }

  #readLiteralString(): PdfString {
    let bytes = '';
    let depth = 1;
    for (this.offset += 1; ; this.offset += 1) {
      const char = this.text[this.offset];
      if (char === undefined) throw this.#createError();
      if (char === '(') depth += 1;
      if (char === ')') depth -= 1;
      if (depth === 0) break;
      bytes += char === '\\' ? this.#readEscape() : char;
    }
    this.offset += 1;
    return new PdfString(bytes);
  }

  /** Reads an escape sequence, and stops on its last character. */
  #readEscape(): string {
    const [octal] = /^[0-7]{1,3}/.exec(this.text.slice(this.offset + 1, this.offset + 4)) ?? [];
    if (octal !== undefined) {
      this.offset += octal.length;
      return String.fromCharCode(Number.parseInt(octal, 8) & 255);
    }
    this.offset += 1;
    const char = this.text[this.offset] ?? '';
    if (char === '\n') return '';
    if (char === '\r') {
      if (this.text[this.offset + 1] === '\n') this.offset += 1;
      return '';
    }
    return ESCAPES[char] ?? char;
  }

  #readHexString(): PdfString {
    const end = this.text.indexOf('>', this.offset);
    if (end < 0) throw this.#createError();
    const digits = this.text.slice(this.offset + 1, end).replace(/\s/g, '');
    this.offset = end + 1;
    return new PdfString(
      Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex').toString('latin1'),
    );
  }

  /** Reads an integer or a reference, the most frequent values, without slicing the text. */
  #readInteger(): Value | undefined {
    let at = this.offset;
    let number = 0;
    for (let code = this.text.charCodeAt(at); isDigit(code); code = this.text.charCodeAt(at)) {
      number = number * 10 + code - ZERO;
      at += 1;
    }
    if (isRegular(this.text.charCodeAt(at)) && at < this.text.length) return this.#readNumberOrKeyword();
    this.offset = at;
    return isDigit(this.text.charCodeAt(at + 1)) ? (this.#readReference(number) ?? number) : number;
  }

  #readReference(number: number): Reference | undefined {
    let at = this.offset + 1;
    while (isDigit(this.text.charCodeAt(at))) at += 1;
    const ends = this.text.charCodeAt(at) === 0x20 && this.text.charCodeAt(at + 1) === 0x52;
    if (!ends || (at + 2 < this.text.length && isRegular(this.text.charCodeAt(at + 2)))) return undefined;
    this.offset = at + 2;
    return new Reference(number);
  }

  /** Reads a number, a boolean or `null`. Returns `undefined` for anything else, which is not consumed. */
  #readNumberOrKeyword(): Value | undefined {
    const start = this.offset;
    const word = this.#readToken(start);
    const number = Number(word);
    if (word !== '' && !Number.isNaN(number)) return number;
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    this.offset = start;
    return undefined;
  }

  #createError(): Error {
    const there = JSON.stringify(this.text.slice(this.offset, this.offset + 20));
    return new Error(`the PDF is not as expected at byte ${this.offset}: ${there}`);
  }
}

/** Serializes a value that is no stream, because a stream must be an indirect object. */
export function serializeValue(value: Value, numberOf: (reference: Reference) => number): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatNumber(value);
  if (value instanceof Reference) return `${numberOf(value)} 0 R`;
  if (value instanceof PdfString) return serializeString(value);
  if (Array.isArray(value)) return serializeArray('[', value, numberOf);
  if (value instanceof Map) {
    let text = '<<';
    for (const [key, entry] of value) text += `/${key}${addSeparator(serializeValue(entry, numberOf))}`;
    return `${text}>>`;
  }
  if (value === null || typeof value === 'boolean') return String(value);
  throw new Error('a stream is inside another value');
}

function serializeArray(
  open: string,
  values: readonly Value[],
  numberOf: (reference: Reference) => number,
): string {
  let text = open;
  for (const [index, value] of values.entries()) {
    const next = serializeValue(value, numberOf);
    text += index === 0 ? next : addSeparator(next);
  }
  return `${text}]`;
}

const addSeparator = (text: string): string =>
  CHARACTER_CLASS[text.charCodeAt(0)] === 2 ? text : ` ${text}`;

/** Formats a number without an exponent, which PDF does not allow. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const text = Math.abs(value) < 1e-6 ? value.toFixed(10).replace(/\.?0+$/, '') : String(value);
  return text.replace(/^(-?)0\./, '$1.');
}

function serializeString({ bytes }: PdfString): string {
  const safe = bytes.replace(/[\\()\r]/g, (char) => (char === '\r' ? '\\r' : `\\${char}`));
  return `(${safe})`;
}

/** The syntax of PDF: text → values and back (ISO 32000-1, 7.2 and 7.3). Texts are Latin-1, one character a byte. */
import { type Dict, type Name, Reference, Text, type Value } from './objects.ts';

/** 1: white space, 2: delimiter, 0: any other. */
const KIND = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) KIND[code] = 1;
for (const char of '()<>[]{}/%') KIND[char.charCodeAt(0)] = 2;

export const isSpace = (code: number): boolean => KIND[code] === 1;
export const isRegular = (code: number): boolean => KIND[code] === 0;

const [SLASH, LESS, ZERO, NINE] = [0x2f, 0x3c, 0x30, 0x39];
const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Reads values one after the other. Throws an Error that names the offset when the text is not a PDF's. */
export class Reader {
  readonly text: string;
  at: number;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  /** The next value; `undefined` at the end or at a keyword such as `endobj`, where it stays. */
  value(): Value | undefined {
    this.skipSpace();
    const code = this.text.charCodeAt(this.at);
    switch (code) {
      case SLASH:
        return this.name();
      case 0x5b:
        return this.array();
      case 0x28:
        return this.literal();
      case LESS:
        return this.text.charCodeAt(this.at + 1) === LESS ? this.dict() : this.hex();
      default:
        return isDigit(code) ? this.whole() : this.plain();
    }
  }

  skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x25) this.at = this.endOfLine();
      else if (isSpace(code)) this.at += 1;
      else return;
    }
  }

  private endOfLine(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 ? this.text.length : end;
  }

  private name(): Name {
    return `/${this.word(this.at + 1)}`;
  }

  private word(start: number): string {
    let end = start;
    while (end < this.text.length && isRegular(this.text.charCodeAt(end))) end += 1;
    this.at = end;
    return this.text.slice(start, end);
  }

  private array(): Value[] {
    const values: Value[] = [];
    this.at += 1;
    for (;;) {
      const value = this.value();
      if (value !== undefined) values.push(value);
      else return this.expect(']', values);
    }
  }

  private dict(): Dict {
    const dict: Dict = new Map();
    this.at += 2;
    for (;;) {
      this.skipSpace();
      if (this.text.charCodeAt(this.at) !== SLASH) return this.expect('>>', dict);
      const key = this.word(this.at + 1);
      const value = this.value();
      if (value === undefined) throw this.fault();
      dict.set(key, value);
    }
  }

  private expect<T>(end: string, value: T): T {
    this.skipSpace();
    if (!this.text.startsWith(end, this.at)) throw this.fault();
    this.at += end.length;
    return value;
  }

  private literal(): Text {
    let bytes = '';
    let depth = 1;
    for (this.at += 1; ; this.at += 1) {
      const char = this.text[this.at];
      if (char === undefined) throw this.fault();
      if (char === '(') depth += 1;
      if (char === ')') depth -= 1;
      if (depth === 0) break;
      bytes += char === '\\' ? this.escaped() : char;
    }
    this.at += 1;
    return new Text(bytes);
  }

  /** Ends on the last character of the escape. */
  private escaped(): string {
    const [octal] = /^[0-7]{1,3}/.exec(this.text.slice(this.at + 1, this.at + 4)) ?? [];
    if (octal !== undefined) {
      this.at += octal.length;
      return String.fromCharCode(Number.parseInt(octal, 8) & 255);
    }
    this.at += 1;
    const char = this.text[this.at] ?? '';
    if (char === '\n') return '';
    if (char === '\r') {
      if (this.text[this.at + 1] === '\n') this.at += 1;
      return '';
    }
    return ESCAPES[char] ?? char;
  }

  private hex(): Text {
    const end = this.text.indexOf('>', this.at);
    if (end < 0) throw this.fault();
    const digits = this.text.slice(this.at + 1, end).replace(/\s/g, '');
    this.at = end + 1;
    return new Text(Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex').toString('latin1'));
  }

  /** Mostly a number without a fraction, or a reference: read without cutting the text up. */
  private whole(): Value | undefined {
    let at = this.at;
    let number = 0;
    for (let code = this.text.charCodeAt(at); isDigit(code); code = this.text.charCodeAt(at)) {
      number = number * 10 + code - ZERO;
      at += 1;
    }
    if (isRegular(this.text.charCodeAt(at)) && at < this.text.length) return this.plain();
    this.at = at;
    return isDigit(this.text.charCodeAt(at + 1)) ? (this.reference(number) ?? number) : number;
  }

  private reference(number: number): Reference | undefined {
    let at = this.at + 1;
    while (isDigit(this.text.charCodeAt(at))) at += 1;
    const ends = this.text.charCodeAt(at) === 0x20 && this.text.charCodeAt(at + 1) === 0x52;
    if (!ends || (at + 2 < this.text.length && isRegular(this.text.charCodeAt(at + 2)))) return undefined;
    this.at = at + 2;
    return new Reference(number);
  }

  /** A number, a word; anything else is left for whoever expects it. */
  private plain(): Value | undefined {
    const start = this.at;
    const word = this.word(start);
    const number = Number(word);
    if (word !== '' && !Number.isNaN(number)) return number;
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    this.at = start;
    return undefined;
  }

  private fault(): Error {
    const there = JSON.stringify(this.text.slice(this.at, this.at + 20));
    return new Error(`the PDF is not as expected at byte ${this.at}: ${there}`);
  }
}

/** A value as it is written. A stream is not written inside another value: it has to be an object of its own. */
export function serialise(value: Value, numberOf: (reference: Reference) => number): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (value instanceof Reference) return `${numberOf(value)} 0 R`;
  if (value instanceof Text) return literalText(value);
  if (Array.isArray(value)) return joined('[', value, numberOf);
  if (value instanceof Map) {
    let text = '<<';
    for (const [key, entry] of value) text += `/${key}${separated(serialise(entry, numberOf))}`;
    return `${text}>>`;
  }
  if (value === null || typeof value === 'boolean') return String(value);
  throw new Error('a stream stands inside another value');
}

function joined(open: string, values: readonly Value[], numberOf: (reference: Reference) => number): string {
  let text = open;
  for (const [index, value] of values.entries()) {
    const next = serialise(value, numberOf);
    text += index === 0 ? next : separated(next);
  }
  return `${text}]`;
}

const separated = (text: string): string => (KIND[text.charCodeAt(0)] === 2 ? text : ` ${text}`);

/** PDF knows no exponents. */
export function numberText(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const text = Math.abs(value) < 1e-6 ? value.toFixed(10).replace(/\.?0+$/, '') : String(value);
  return text.replace(/^(-?)0\./, '$1.');
}

function literalText({ bytes }: Text): string {
  const safe = bytes.replace(/[\\()\r]/g, (char) => (char === '\r' ? '\\r' : `\\${char}`));
  return `(${safe})`;
}

/** Reads the markers of ordered lists that only other programs have: `a.`, `iv)`, `(1)`, `#.`, `(@label)`. */

/** One way to read a marker: `i.` is the first roman numeral or the ninth letter. */
export interface Reading {
  /** The attribute `type` of `<ol>`. */
  readonly type: '1' | 'a' | 'A' | 'i' | 'I';
  readonly value: number;
}

export type Delimiter = 'period' | 'paren' | 'parens';

export interface ListMarker {
  readonly delimiter: Delimiter;
  /** Letters are read before numerals. */
  readonly readings: readonly Reading[];
  /** Whether it is counted by the program, so that the values of markers mean nothing. */
  readonly isCounted: boolean;
  /** The name of an example; empty for one without a name. */
  readonly example?: string;
  /** Length without the spaces after it. */
  readonly width: number;
  /** The text after the spaces. */
  readonly words: string;
}

const MARKER =
  /^(?:\(@(?<example>[\w-]{0,60})\)|(?<counted>#)[.)]|\((?<number>\d{1,9})\)|\(?(?<letters>[A-Z]{1,9}|[a-z]{1,9})[.)])(?<spaces>[ \t]+|$)(?<words>.*)$/;

/** Returns the marker at the start of a text. @param text the rest of a line */
export function readListMarker(text: string): ListMarker | undefined {
  const groups = MARKER.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { example, counted, spaces = '', words = '' } = groups;
  const width = text.length - words.length - spaces.length;
  const delimiter = findDelimiter(text.slice(0, width));
  const isCounted = example !== undefined || counted !== undefined;
  const readings = isCounted ? [FIRST] : readValue(groups, delimiter);
  if (readings.length === 0 || delimiter === undefined) return undefined;
  return { delimiter, readings, isCounted, width, words, ...(example !== undefined && { example }) };
}

function findDelimiter(written: string): Delimiter | undefined {
  if (written.endsWith('.')) return written.startsWith('(') ? undefined : 'period';
  return written.startsWith('(') ? 'parens' : 'paren';
}

function readValue(
  { number, letters = '', spaces = '' }: Readonly<Record<string, string | undefined>>,
  delimiter: Delimiter | undefined,
): readonly Reading[] {
  if (number !== undefined) return [{ type: '1', value: Number(number) }];
  // A name may begin with a capital letter and a full stop.
  const isInitial = delimiter === 'period' && /^[A-Z]$/.test(letters) && spaces.length === 1;
  return [...(isInitial ? [] : readLetter(letters)), ...readRoman(letters)];
}

const FIRST: Reading = { type: '1', value: 1 };

const isCapital = (letters: string): boolean => letters < 'a';

function readLetter(letters: string): readonly Reading[] {
  if (letters.length !== 1) return [];
  const value = letters.toLowerCase().charCodeAt(0) - 'a'.charCodeAt(0) + 1;
  return [{ type: isCapital(letters) ? 'A' : 'a', value }];
}

const ROMAN = /^m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/;
const NUMERALS: Readonly<Record<string, number>> = { m: 1000, d: 500, c: 100, l: 50, x: 10, v: 5, i: 1 };

function readRoman(letters: string): readonly Reading[] {
  const small = letters.toLowerCase();
  if (!ROMAN.test(small)) return [];
  const values = [...small].map((letter) => NUMERALS[letter] ?? 0);
  const value = values.reduce((sum, each, at) => sum + (each < (values[at + 1] ?? 0) ? -each : each), 0);
  return [{ type: isCapital(letters) ? 'I' : 'i', value }];
}

/** Spreads a line over the columns in which an editor shows it, because tables in plain text are drawn in columns. */
import type { Line } from './table-shape.ts';

/** A line whose n-th character is the one in the n-th column. */
export interface ColumnLine {
  readonly text: string;
  /** Index in the line of the character in each column. Absent: they are the same. */
  readonly indexes?: readonly number[];
  readonly line: Line;
}

/** Characters that take two columns, and those that take none (Unicode Standard Annex 11). */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
const NONE = /\p{M}|[\u200B-\u200F\u2060\uFEFF]/u;
const PLAIN = /^[\u0020-\u02FF]*$/;

/** Fills the second column of a wide character. */
const FILLER = '\uE000';

/** Takes a column for each character, or two for wide ones and none for combining ones. */
export function spreadLine(line: Line, isByWidth: boolean): ColumnLine {
  if (PLAIN.test(line.text)) return { text: line.text, line };
  let [text, at] = ['', 0];
  const indexes: number[] = [];
  for (const character of line.text) {
    const width = isByWidth ? measure(character) : 1;
    // Only signs that draw a table have a meaning, so that any other character may be one code unit.
    if (width > 0) text += (character.length > 1 ? FILLER : character) + FILLER.repeat(width - 1);
    for (let column = 0; column < width; column += 1) indexes.push(at);
    at += character.length;
  }
  return { text, indexes, line };
}

const measure = (character: string): number => (NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

/** Returns what is written in the columns. @param until without this column */
export function cutColumns(spread: ColumnLine, from: number, until = Infinity): Line {
  const { line, indexes, text } = spread;
  const indexOf = (column: number): number =>
    column >= text.length ? line.text.length : (indexes?.[column] ?? column);
  const start = indexOf(from);
  return { text: line.text.slice(start, indexOf(until)), offset: line.offset + start };
}

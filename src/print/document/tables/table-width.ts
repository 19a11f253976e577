/** Estimates the minimum width of a table from its longest words. */
import type { Element } from 'hast';
import { toString as textOf } from 'hast-util-to-string';

/** The rows of a table's head and of its body, each a list of cells. */
export interface TableRows {
  readonly heads: readonly (readonly Element[])[];
  readonly rows: readonly (readonly Element[])[];
}

/** Returns the rows of a table. */
export function readTableRows(table: Element): TableRows {
  const parts = childElements(table);
  const rowsIn = (tagName: string): readonly (readonly Element[])[] =>
    parts
      .filter((part) => part.tagName === tagName)
      .flatMap(childElements)
      .map(childElements);
  return { heads: rowsIn('thead'), rows: [...rowsIn('tbody'), ...rowsIn('tfoot')] };
}

const childElements = ({ children }: Element): Element[] =>
  children.filter((child): child is Element => child.type === 'element');

/** Average width of narrow, wide and full-width characters, as a multiple of the type size. */
const LETTER = 0.57;
const CAPITAL = 0.66;
const SQUARE = 1.03;
const IS_SQUARE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Returns the width of a wide letter of its kind, as a multiple of the type size. */
export function letterWidth(letter: string): number {
  const code = letter.charCodeAt(0);
  if (code >= FREQUENT) return computeLetterWidth(letter);
  const known = frequentWidths[code];
  if (known) return known;
  const width = computeLetterWidth(letter);
  frequentWidths[code] = width;
  return width;
}

/** The widths of frequent letters, by their code; 0 if not computed. Each is asked for many times. */
const FREQUENT = 0x300;
const frequentWidths = new Float64Array(FREQUENT);

const computeLetterWidth = (letter: string): number =>
  IS_SQUARE.test(letter) ? SQUARE : /[\p{Lu}\p{N}mwMW@%]/u.test(letter) ? CAPITAL : LETTER;

/** A longer word is broken instead of widening the table. Characters. */
export const MAX_UNBROKEN_WORD = 24;

/** Line break opportunities: breaking white space, after hyphens, and before each ideograph. */
const BREAK =
  /[ \t\r\n\u00AD\u200B]+|(?<=[-\u2010\u2013/])|(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u;

/** Matches a text of Latin letters and signs that only spaces divide. The soft hyphen and the hyphen are not among them. */
const HAS_SPACES_ONLY = /^[\x20-\x2C.\x30-\x7E\xA0-\xAC\xAE-\u02FF]*$/;

/** Returns the unbreakable words of a text. */
export const splitIntoWords = (text: string): readonly string[] =>
  text.split(HAS_SPACES_ONLY.test(text) ? ' ' : BREAK).filter((word) => word !== '');

/** Minimum width of a column unless its text is shorter, because narrow columns are hard to read. Multiple of the type size. */
const MIN_COLUMN_WIDTH = 4.5;

/**
 * Returns the minimum width in points at which no word is broken and no column is too narrow. Cells that span several
 * columns are ignored, because other cells determine the widths of these columns.
 * @param size type size in points
 * @param gap distance between columns in points
 */
export function estimateMinWidth({ heads, rows }: TableRows, size: number, gap: number): number {
  const columns: number[] = [];
  for (const row of [...heads, ...rows]) {
    let column = 0;
    for (const cell of row) {
      const span = Number(cell.properties.colSpan ?? 1) || 1;
      if (span === 1) columns[column] = Math.max(columns[column] ?? 0, estimateCellWidth(cell));
      column += span;
    }
  }
  return columns.reduce((sum, width) => sum + (width ?? 0) * size, 0) + gap * Math.max(0, columns.length - 1);
}

/** Returns the minimum width of a cell, as a multiple of the type size. */
function estimateCellWidth(cell: Element): number {
  const widths = splitIntoWords(textOf(cell)).map((word) =>
    [...word.slice(0, MAX_UNBROKEN_WORD)].reduce((sum, letter) => sum + letterWidth(letter), 0),
  );
  const whole = widths.reduce((sum, width) => sum + width + 0.25, 0);
  return widths.reduce((widest, width) => Math.max(widest, width), Math.min(whole, MIN_COLUMN_WIDTH));
}

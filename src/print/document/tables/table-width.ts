/** How wide a table has to be: judged from its longest words, before it is set. */
import type { Element } from 'hast';
import { toString as textOf } from 'hast-util-to-string';

/** The rows of a table's head and of its body, each as its cells. */
export interface TableRows {
  readonly heads: readonly (readonly Element[])[];
  readonly rows: readonly (readonly Element[])[];
}

export function tableRows(table: Element): TableRows {
  const parts = childrenOf(table);
  const rowsIn = (tagName: string): readonly (readonly Element[])[] =>
    parts
      .filter((part) => part.tagName === tagName)
      .flatMap(childrenOf)
      .map(childrenOf);
  return { heads: rowsIn('thead'), rows: [...rowsIn('tbody'), ...rowsIn('tfoot')] };
}

const childrenOf = ({ children }: Element): Element[] =>
  children.filter((child): child is Element => child.type === 'element');

/** What letters take of the size of their type: most, wide ones, and those as wide as they are high. */
const LETTER = 0.57;
const CAPITAL = 0.66;
const SQUARE = 1.03;
const IS_SQUARE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const breadth = (letter: string): number =>
  IS_SQUARE.test(letter) ? SQUARE : /[\p{Lu}\p{N}mwMW@%]/u.test(letter) ? CAPITAL : LETTER;

/** A longer word is broken sooner than the table is made wider for it. Letters. */
export const LONGEST_WORD = 24;

/** Where a line may end: after white space that breaks, and after hyphens; an ideogram is a word. */
const BREAK =
  /[ \t\r\n\u00AD\u200B]+|(?<=[-\u2010\u2013/])|(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u;

export const wordsOf = (cell: Element): readonly string[] =>
  textOf(cell)
    .split(BREAK)
    .filter((word) => word !== '');

/** A column holds at least so much of its text, or all of it: narrower ones are hard to read. In sizes of the type. */
const NARROWEST = 4.5;

/**
 * The least width at which no word is torn and no column is a mere strip, in points. Cells that span several columns are
 * left out: others tell the width of those.
 * @param size of the type @param gap between columns, in points
 */
export function neededWidth({ heads, rows }: TableRows, size: number, gap: number): number {
  const columns: number[] = [];
  for (const row of [...heads, ...rows]) {
    let column = 0;
    for (const cell of row) {
      const span = Number(cell.properties.colSpan ?? 1) || 1;
      if (span === 1) columns[column] = Math.max(columns[column] ?? 0, cellWidth(cell));
      column += span;
    }
  }
  return columns.reduce((sum, width) => sum + (width ?? 0) * size, 0) + gap * Math.max(0, columns.length - 1);
}

/** In sizes of the type. */
function cellWidth(cell: Element): number {
  const widths = wordsOf(cell).map((word) =>
    [...word.slice(0, LONGEST_WORD)].reduce((sum, letter) => sum + breadth(letter), 0),
  );
  const whole = widths.reduce((sum, width) => sum + width + 0.25, 0);
  return widths.reduce((widest, width) => Math.max(widest, width), Math.min(whole, NARROWEST));
}

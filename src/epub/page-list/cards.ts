/** Tables that are printed as cards: each row by itself, the name of its column before each cell, and no row of heads. */
import type { Element } from 'hast';
import { toString as textOf } from 'hast-util-to-string';

export interface CardTable {
  /** What stands before each cell; the title of a card is set off from its name. */
  readonly labels: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

interface Cell {
  readonly cell: Element;
  /** Its row, and what that stands in, up to the table. */
  readonly above: readonly [Element, Element];
}

/** Rows that are looked for: what an edition adds to a cell may hide one. */
const TRIED = 5;

/** @param isPrinted whether a text stands on the pages as it is */
export function asCards(table: Element, isPrinted: (text: string) => boolean): CardTable | undefined {
  const [heads, ...others] = rowsOf(table, 'thead');
  const rows = [...rowsOf(table, 'tbody'), ...rowsOf(table, 'tfoot')];
  if (heads === undefined || others.length > 0 || heads.length < 2) return undefined;
  const labels = heads.map(({ cell }, column) => textOf(cell).trim() + (column === 0 ? ':' : ''));
  const beginning = ([first]: readonly Cell[]): string =>
    labels[0] + (first === undefined ? '' : textOf(first.cell)) + labels[1];
  return rows.slice(0, TRIED).some((row) => isPrinted(beginning(row))) ? { labels, rows } : undefined;
}

const childrenOf = (parent: Element): readonly Element[] =>
  parent.children.filter((child) => child.type === 'element');

const rowsOf = (table: Element, name: 'thead' | 'tbody' | 'tfoot'): readonly (readonly Cell[])[] =>
  childrenOf(table)
    .filter(({ tagName }) => tagName === name)
    .flatMap((part) => childrenOf(part).map((row) => ({ part, row })))
    .map(({ part, row }) => childrenOf(row).map((cell) => ({ cell, above: [part, row] })));

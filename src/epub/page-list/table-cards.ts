/**
 * Recognizes tables that are printed as cards: one card for each row, with the column's name before each
 * cell.
 */
import type { Element } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { endLabel } from '../../core/wording.ts';

/** A table as cards. */
export interface CardTable {
  /** The text before each cell. */
  readonly labels: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

interface Cell {
  readonly cell: Element;
  /** The table section and the row that contain the cell. */
  readonly above: readonly [Element, Element];
}

/** Rows that are searched for, because an edition may add text to a cell, so that the row is not found. */
const MAX_ROWS_TRIED = 5;

/**
 * Returns the table as cards if it was printed so.
 * @param isPrinted returns whether the pages contain a text
 */
export function findCardTable(table: Element, isPrinted: (text: string) => boolean): CardTable | undefined {
  const [heads, ...others] = collectRows(table, 'thead');
  const rows = [...collectRows(table, 'tbody'), ...collectRows(table, 'tfoot')];
  if (heads === undefined || others.length > 0 || heads.length < 2) return undefined;
  const labels = heads.map(({ cell }, column) => {
    const name = textOf(cell).trim();
    return column === 0 ? endLabel(name) : name;
  });
  const startOfCard = ([first]: readonly Cell[]): string =>
    labels[0] + (first === undefined ? '' : textOf(first.cell)) + labels[1];
  return rows.slice(0, MAX_ROWS_TRIED).some((row) => isPrinted(startOfCard(row)))
    ? { labels, rows }
    : undefined;
}

const elementChildren = (parent: Element): readonly Element[] =>
  parent.children.filter((child) => child.type === 'element');

const collectRows = (table: Element, name: 'thead' | 'tbody' | 'tfoot'): readonly (readonly Cell[])[] =>
  elementChildren(table)
    .filter(({ tagName }) => tagName === name)
    .flatMap((part) => elementChildren(part).map((row) => ({ part, row })))
    .map(({ part, row }) => elementChildren(row).map((cell) => ({ cell, above: [part, row] })));

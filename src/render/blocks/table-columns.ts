/** Gives the columns of a table their widths and alignments, and makes cells row heads, as the author asks for. */
import type { Element } from 'hast';
import { addClass, listClasses } from '../../lib/html/classes.ts';
import { isElementNamed } from '../../lib/html/elements.ts';

/** A cell and its place. */
export interface PlacedCell {
  readonly cell: Element;
  /** Its first column, from 0, and the number of columns that it spans. */
  readonly column: number;
  readonly columns: number;
  readonly isHead: boolean;
}

/** Columns that a cell can span (HTML Living Standard, 4.9.11). */
const MAX_SPAN = 1000;

/** Returns the cells of a table in order. */
export function placeCells(table: Element): readonly PlacedCell[] {
  const placed: PlacedCell[] = [];
  for (const part of table.children) {
    if (!isElementNamed(part, 'thead', 'tbody', 'tfoot')) continue;
    /** For each column, how many rows a cell above reaches down. */
    const reached: number[] = [];
    for (const row of part.children) {
      if (isElementNamed(row, 'tr')) placeRow(row, part.tagName === 'thead', reached, placed);
    }
  }
  return placed;
}

function placeRow(row: Element, isHead: boolean, reached: number[], placed: PlacedCell[]): void {
  let column = 0;
  const started: (readonly [column: number, rows: number])[] = [];
  for (const cell of row.children) {
    if (!isElementNamed(cell, 'th', 'td')) continue;
    while ((reached[column] ?? 0) > 0) column += 1;
    const columns = readSpan(cell.properties.colSpan);
    const rows = readSpan(cell.properties.rowSpan);
    placed.push({ cell, column, columns, isHead });
    for (let at = column; rows > 1 && at < column + columns; at += 1) started.push([at, rows]);
    column += columns;
  }
  for (const at of reached.keys()) reached[at] = Math.max(0, (reached[at] ?? 0) - 1);
  for (const [at, rows] of started) reached[at] = rows - 1;
}

const readSpan = (value: unknown): number =>
  Math.min(Math.max(Math.trunc(Number(value ?? 1)) || 1, 1), MAX_SPAN);

/**
 * Applies what `:::table` says, in place. Returns whether it says which cells are row heads.
 * @param refuse is called for widths of another number of columns, which a table in HTML may have
 */
export function applyTableSettings(
  table: Element,
  refuse: (name: string, value: string, expected: string) => void,
): boolean {
  const { dataRowHeads, dataWidths, dataAlign, ...properties } = table.properties;
  table.properties = properties;
  const widths = typeof dataWidths === 'string' && dataWidths !== 'auto' ? dataWidths : undefined;
  const isPlain = [dataRowHeads, dataAlign, widths].every((setting) => setting === undefined);
  const cells = isPlain ? [] : placeCells(table);
  if (widths !== undefined) setWidths(table, widths, cells, refuse);
  if (typeof dataAlign === 'string') alignCells(cells, dataAlign.split(' '));
  if (typeof dataRowHeads !== 'string') return false;
  for (const { cell, column, isHead } of cells) {
    if (!isHead && column < Number(dataRowHeads)) makeRowHeader(cell);
  }
  return true;
}

function makeRowHeader(cell: Element): void {
  cell.tagName = 'th';
  // Also over several rows: `rowgroup` would reach to the end of the body, over rows of other heads (HTML, 4.9.12).
  cell.properties.scope = 'row';
  addClass(cell, 'row-header');
}

/** Sets the widths of the columns, which are shares of a whole. */
function setWidths(
  table: Element,
  written: string,
  cells: readonly PlacedCell[],
  refuse: (name: string, value: string, expected: string) => void,
): void {
  const shares = written.split(' ').map(Number);
  const columns = cells.reduce((most, cell) => Math.max(most, cell.column + cell.columns), 0);
  if (shares.length !== columns) {
    refuse('widths', written, describeWidths(columns));
    return;
  }
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const children = shares.map((share): Element => {
    const style = `width:${Math.round((share / whole) * 1000) / 10}%`;
    return { type: 'element', tagName: 'col', properties: { style }, children: [] };
  });
  table.children = table.children.filter((child) => !isElementNamed(child, 'colgroup', 'col'));
  const after = table.children.findLastIndex((child) => isElementNamed(child, 'caption'));
  table.children.splice(after + 1, 0, { type: 'element', tagName: 'colgroup', properties: {}, children });
}

/** Describes the widths that a table with so many columns can have; `undefined`: no one has counted them. */
export const describeWidths = (columns: number | undefined): string =>
  `a number above 0 for each of the${columns === undefined ? '' : ` ${columns}`} columns, such as \`20 30 50\``;

/** Class of the cells that are aligned on the decimal sign, until `decimal-columns.ts` has done it. */
export const DECIMAL_CLASS = 'align-decimal';

function alignCells(cells: readonly PlacedCell[], alignments: readonly string[]): void {
  for (const { cell, column, columns } of cells) {
    const alignment = alignments[column] ?? 'auto';
    if (columns > 1 || alignment === 'auto') continue;
    const others = listClasses(cell).filter((name) => !name.startsWith('align-'));
    const added =
      alignment === 'left'
        ? []
        : alignment === 'decimal'
          ? ['align-right', DECIMAL_CLASS]
          : [`align-${alignment}`];
    const className = [...others, ...added];
    if (className.length > 0) cell.properties.className = className;
    else delete cell.properties.className;
  }
}

/** Tables: as many cells in each row, and heads that are found (ISO 14289-1, 7.5). */

import { type Dict, isDict, type Value } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { type Element, eachElement, elementOf } from '../../lib/pdf/structure-tree.ts';

export function mendTables(file: PdfFile, top: Element): void {
  eachElement(top, (element) => {
    if (element.tag === 'TH' || element.tag === 'TD') mergeAttributes(file, element);
    if (element.tag !== 'Table') return;
    fillRows(file, element);
    if (isSimple(element)) dropHeads(element);
  });
}

/** Chromium gives each attribute a dictionary of its own, and says that a cell spans one column. */
function mergeAttributes(file: PdfFile, cell: Element): void {
  const merged: Dict = new Map();
  for (const attributes of file.list(cell.entries.get('A'))) {
    const dict = file.get(attributes);
    if (!isDict(dict) || (merged.has('O') && merged.get('O') !== dict.get('O'))) return;
    for (const [key, value] of dict) if (!isUsual(key, value)) merged.set(key, value);
  }
  if (merged.size > 1) cell.entries.set('A', merged);
  else cell.entries.delete('A');
}

const isUsual = (key: string, value: Value): boolean =>
  (key === 'RowSpan' || key === 'ColSpan') && value === 1;

const rowsOf = (table: Element): readonly Element[] =>
  table.kids.filter((kid): kid is Element => kid.kind === 'element' && kid.tag === 'TR');

const cellsOf = (row: Element): readonly Element[] =>
  row.kids.filter((kid): kid is Element => kid.kind === 'element' && (kid.tag === 'TH' || kid.tag === 'TD'));

/** Where no cell spans another row or column, and each head says which way it looks, nothing more is needed. */
function isSimple(table: Element): boolean {
  return rowsOf(table)
    .flatMap(cellsOf)
    .every((cell) => {
      const spans = spanOf(cell, 'RowSpan') > 1 || spanOf(cell, 'ColSpan') > 1;
      return !spans && (cell.tag === 'TD' || attributesOf(cell)?.has('Scope') === true);
    });
}

/** A large table has as many lists of heads as cells: most of its tags. */
function dropHeads(table: Element): void {
  for (const cell of rowsOf(table).flatMap(cellsOf)) {
    cell.entries.delete('ID');
    const attributes = attributesOf(cell);
    attributes?.delete('Headers');
    if (attributes?.size === 1) cell.entries.delete('A');
  }
}

/** Cells without content are not in the tags: where they stood is not known, but how many there were is. */
function fillRows(file: PdfFile, table: Element): void {
  const rows = rowsOf(table);
  const widths = widthsOf(rows);
  const width = Math.max(0, ...widths);
  for (const [index, row] of rows.entries()) {
    for (let missing = width - (widths[index] ?? 0); missing > 0; missing -= 1) {
      row.kids.push(elementOf(file, 'TD', []));
    }
  }
}

/** Columns of each row, those that a cell of an earlier row reaches into included. */
function widthsOf(rows: readonly Element[]): readonly number[] {
  const widths: number[] = rows.map(() => 0);
  for (const [index, row] of rows.entries()) {
    for (const cell of cellsOf(row)) {
      const last = Math.min(rows.length, index + spanOf(cell, 'RowSpan'));
      for (let reached = index; reached < last; reached += 1) {
        widths[reached] = (widths[reached] ?? 0) + spanOf(cell, 'ColSpan');
      }
    }
  }
  return widths;
}

function spanOf(cell: Element, key: 'RowSpan' | 'ColSpan'): number {
  const span = attributesOf(cell)?.get(key);
  return typeof span === 'number' ? span : 1;
}

/** Once they are merged. */
function attributesOf({ entries }: Element): Dict | undefined {
  const attributes = entries.get('A');
  return isDict(attributes) ? attributes : undefined;
}

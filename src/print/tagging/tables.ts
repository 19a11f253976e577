/**
 * Repairs tables: they have only rows and a caption (ISO 32000-1, table 337), each row has the same number of cells, and
 * cells find their headers (ISO 14289-1, 7.5).
 */

import { type Dict, isDict, type Value } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import {
  createStructureElement,
  type Kid,
  type StructureElement,
  visitPostOrder,
} from '../../lib/pdf/structure-tree.ts';

export function repairTables(file: PdfFile, top: StructureElement): void {
  visitPostOrder(top, (element) => {
    if (element.tag === 'TH' || element.tag === 'TD') mergeAttributes(file, element);
    if (element.tag !== 'Table') return;
    gatherCaption(file, element);
    padRows(file, element);
    if (isSimple(element)) dropHeaderLists(element);
  });
}

const TABLE_PARTS = new Set(['TR', 'THead', 'TBody', 'TFoot']);

const isTablePart = (kid: Kid): boolean => kid.kind === 'element' && TABLE_PARTS.has(kid.tag);

/**
 * Gathers everything but rows in one caption at the start. Chromium gives a caption with a formula no element of its own,
 * so that its words are directly in the table.
 */
function gatherCaption(file: PdfFile, table: StructureElement): void {
  const others = table.kids.filter((kid) => !isTablePart(kid));
  const [first] = others;
  if (first === undefined || (others.length === 1 && isCaption(first))) return;
  const kids = others.flatMap((kid) => (isCaption(kid) ? kid.kids : [kid]));
  const caption = others.find(isCaption) ?? createStructureElement(file, 'Caption', []);
  caption.kids = kids;
  table.kids = [caption, ...table.kids.filter(isTablePart)];
}

const isCaption = (kid: Kid): kid is StructureElement => kid.kind === 'element' && kid.tag === 'Caption';

/**
 * Merges a cell's attribute dictionaries (Chromium writes one per attribute), and removes default
 * values.
 */
function mergeAttributes(file: PdfFile, cell: StructureElement): void {
  const merged: Dict = new Map();
  for (const attributes of file.list(cell.entries.get('A'))) {
    const dict = file.get(attributes);
    if (!isDict(dict) || (merged.has('O') && merged.get('O') !== dict.get('O'))) return;
    for (const [key, value] of dict) if (!isDefault(key, value)) merged.set(key, value);
  }
  if (merged.size > 1) cell.entries.set('A', merged);
  else cell.entries.delete('A');
}

const isDefault = (key: string, value: Value): boolean =>
  (key === 'RowSpan' || key === 'ColSpan') && value === 1;

const findRows = (table: StructureElement): readonly StructureElement[] =>
  table.kids.filter((kid): kid is StructureElement => kid.kind === 'element' && kid.tag === 'TR');

const findCells = (row: StructureElement): readonly StructureElement[] =>
  row.kids.filter(
    (kid): kid is StructureElement => kid.kind === 'element' && (kid.tag === 'TH' || kid.tag === 'TD'),
  );

/**
 * Returns whether no cell spans rows or columns and each header has a scope: then lists of headers are not
 * needed.
 */
function isSimple(table: StructureElement): boolean {
  return findRows(table)
    .flatMap(findCells)
    .every((cell) => {
      const spans = spanOf(cell, 'RowSpan') > 1 || spanOf(cell, 'ColSpan') > 1;
      return !spans && (cell.tag === 'TD' || attributesOf(cell)?.has('Scope') === true);
    });
}

/**
 * Removes the lists of headers that Chromium gives each cell, because they are most of a large table's tags.
 */
function dropHeaderLists(table: StructureElement): void {
  for (const cell of findRows(table).flatMap(findCells)) {
    cell.entries.delete('ID');
    const attributes = attributesOf(cell);
    attributes?.delete('Headers');
    if (attributes?.size === 1) cell.entries.delete('A');
  }
}

/**
 * Adds empty cells at the end of short rows: Chromium omits cells without content, and their positions are
 * unknown.
 */
function padRows(file: PdfFile, table: StructureElement): void {
  const rows = findRows(table);
  const widths = computeRowWidths(rows);
  const width = Math.max(0, ...widths);
  for (const [index, row] of rows.entries()) {
    for (let missing = width - (widths[index] ?? 0); missing > 0; missing -= 1) {
      row.kids.push(createStructureElement(file, 'TD', []));
    }
  }
}

/** Returns the number of columns of each row, including those that a cell of an earlier row spans. */
function computeRowWidths(rows: readonly StructureElement[]): readonly number[] {
  const widths: number[] = rows.map(() => 0);
  for (const [index, row] of rows.entries()) {
    for (const cell of findCells(row)) {
      const last = Math.min(rows.length, index + spanOf(cell, 'RowSpan'));
      for (let reached = index; reached < last; reached += 1) {
        widths[reached] = (widths[reached] ?? 0) + spanOf(cell, 'ColSpan');
      }
    }
  }
  return widths;
}

function spanOf(cell: StructureElement, key: 'RowSpan' | 'ColSpan'): number {
  const span = attributesOf(cell)?.get(key);
  return typeof span === 'number' ? span : 1;
}

/** Returns a cell's attributes after {@link mergeAttributes}. */
function attributesOf({ entries }: StructureElement): Dict | undefined {
  const attributes = entries.get('A');
  return isDict(attributes) ? attributes : undefined;
}

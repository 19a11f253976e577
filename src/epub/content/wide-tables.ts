/** Prepares wide tables for narrow screens: rows become cards, heads of forms are turned on their side. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from '../../lib/html/visit.ts';

/** A table with fewer columns fits a phone. */
const WIDE = 4;

/** Characters of the names of columns in all rows together: one may be a page long. */
export const MOST_REPEATED = 2_000_000;

/**
 * In place: around each table an element that tells how much room it has; the class `cards` on the table, and on the cells
 * of its body `data-label`, the name of their column; a form to fill in gets the class `wide`. Without a class are tables
 * whose columns are not plain (cells that span several, no head, more than one row of heads), or whose names are too long.
 */
export function prepareWideTables(tree: Root): void {
  const places: (() => void)[] = [];
  visit(tree, { type: 'element', tagName: 'table' }, (table, index, parent) => {
    prepareTable(table);
    if (parent === undefined || index === undefined) return;
    // Later: else the table would be met again in its holder.
    places.push(() => {
      parent.children[index] = holderOf(table);
    });
  });
  for (const place of places) place();
}

const holderOf = (table: Element): Element => ({
  type: 'element',
  tagName: 'div',
  properties: { className: ['holds-table'] },
  children: [table],
});

function prepareTable(table: Element): void {
  const heads = rowsOf(table, 'thead');
  const rows = rowsOf(table, 'tbody');
  const names = heads.flat().map((cell) => textOf(cell).trim());
  if (heads.length !== 1 || names.length < WIDE || !isPlain([...heads, ...rows], names.length)) return;
  const classes = Array.isArray(table.properties.className) ? table.properties.className : [];
  const isForm = classes.includes('form');
  const repeated = rows.length * names.reduce((sum, name) => sum + name.length, 0);
  if (!isForm && repeated > MOST_REPEATED) return;
  table.properties.className = [...classes, isForm ? 'wide' : 'cards'];
  if (!isForm) for (const row of rows) labelCells(row, names);
}

function labelCells(row: readonly Element[], names: readonly string[]): void {
  for (const [column, cell] of row.entries()) cell.properties.dataLabel = names[column] ?? '';
}

const childrenOf = (parent: Element): Element[] =>
  parent.children.filter((child) => child.type === 'element');

const rowsOf = (table: Element, part: 'thead' | 'tbody'): Element[][] =>
  childrenOf(table)
    .filter(({ tagName }) => tagName === part)
    .flatMap(childrenOf)
    .map(childrenOf);

const isPlain = (rows: readonly Element[][], columns: number): boolean =>
  rows.every(
    (row) =>
      row.length === columns &&
      row.every(({ properties }) => properties.colSpan === undefined && properties.rowSpan === undefined),
  );

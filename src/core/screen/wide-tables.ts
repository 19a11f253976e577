/** Prepares wide tables for narrow screens: rows become cards, and the column heads of forms are rotated. */

import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { addClass, hasClass } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';
import { endLabel } from '../wording.ts';

/** Columns of a wide table; a table with fewer fits a phone. */
const MIN_WIDE_COLUMNS = 4;

/** Limit for the column names repeated in all rows, in characters, because one name may be a page long. */
export const MAX_REPEATED_LENGTH = 2_000_000;

/**
 * Wraps each table in an element whose width a container query can measure, in place. Gives a wide table the
 * class `cards`, and the cells of its body a `data-label` with the column's name; gives a form the class
 * `wide`. Adds no class to tables with spanning cells, without a head, with more than one head row, or with
 * too long names.
 * @param namesRoles whether cards get the roles of their parts; HTML for browsers may not have them
 */
export function prepareWideTables(tree: Root, { namesRoles }: { readonly namesRoles: boolean }): void {
  const replacements: (() => void)[] = [];
  visit(tree, { type: 'element', tagName: 'table' }, (table, index, parent) => {
    prepareTable(table, namesRoles);
    if (parent === undefined || index === undefined) return;
    // Wraps later, because otherwise the visitor would reach the table again inside its wrapper.
    replacements.push(() => {
      parent.children[index] = wrapTable(table);
    });
  });
  for (const place of replacements) place();
}

const wrapTable = (table: Element): Element => ({
  type: 'element',
  tagName: 'div',
  properties: { className: ['holds-table'] },
  children: [table],
});

function prepareTable(table: Element, namesRoles: boolean): void {
  const heads = collectRows(table, 'thead');
  const rows = collectRows(table, 'tbody');
  const names = heads.flat().map((cell) => textOf(cell).trim());
  if (
    heads.length !== 1 ||
    names.length < MIN_WIDE_COLUMNS ||
    !hasPlainColumns([...heads, ...rows], names.length)
  )
    return;
  const isForm = hasClass(table, 'form');
  const repeated = rows.length * names.reduce((sum, name) => sum + name.length, 0);
  if (!isForm && repeated > MAX_REPEATED_LENGTH) return;
  addClass(table, isForm ? 'wide' : 'cards');
  if (isForm) return;
  for (const row of rows) labelCells(row, names);
  if (namesRoles) nameRoles(table);
}

/** Roles of the parts of a table (WAI-ARIA 1.2). */
const ROLES: Readonly<Record<string, string>> = {
  thead: 'rowgroup',
  tbody: 'rowgroup',
  tfoot: 'rowgroup',
  tr: 'row',
  td: 'cell',
};

/**
 * Names the roles, because some reading systems drop them when style sheets change `display`, as for cards. A table with a
 * citation in its caption keeps its own role only: ARIA allows no link as a child of a named table, and EPUB no role of a caption.
 */
function nameRoles(table: Element): void {
  const captions = elementChildren(table).filter(({ tagName }) => tagName === 'caption');
  if (!captions.some(containsRole)) table.properties.role = 'table';
  for (const part of elementChildren(table)) {
    for (const element of [
      part,
      ...elementChildren(part),
      ...elementChildren(part).flatMap(elementChildren),
    ]) {
      const header = element.properties.scope === 'row' ? 'rowheader' : 'columnheader';
      const role = element.tagName === 'th' ? header : ROLES[element.tagName];
      if (role !== undefined) element.properties.role = role;
    }
  }
}

const containsRole = (element: Element): boolean =>
  elementChildren(element).some((child) => child.properties.role !== undefined || containsRole(child));

function labelCells(row: readonly Element[], names: readonly string[]): void {
  for (const [column, cell] of row.entries()) cell.properties.dataLabel = endLabel(names[column] ?? '');
}

const elementChildren = (parent: Element): Element[] =>
  parent.children.filter((child) => child.type === 'element');

const collectRows = (table: Element, part: 'thead' | 'tbody'): Element[][] =>
  elementChildren(table)
    .filter(({ tagName }) => tagName === part)
    .flatMap(elementChildren)
    .map(elementChildren);

const hasPlainColumns = (rows: readonly Element[][], columns: number): boolean =>
  rows.every(
    (row) =>
      row.length === columns &&
      row.every(({ properties }) => properties.colSpan === undefined && properties.rowSpan === undefined),
  );

/** Finds tables whose first column names the rows, and makes its cells row headers. */
import type { Element, ElementContent } from 'hast';
import { addClass } from '../../lib/html/classes.ts';
import { isElementNamed } from '../../lib/html/elements.ts';

/**
 * Makes the first cells of the body row headers if they name the rows: the table has a head and at least two rows and two
 * columns, and each first cell has a letter and differs from the others. Numbers without a letter are measurements. Tables in which
 * the author set headers, or whose cells span rows or columns, stay as they are. Changes the table in place.
 */
export function markRowHeaders(table: Element): void {
  if (!table.children.some((part) => isElementNamed(part, 'thead'))) return;
  const rows = listRows(table);
  const firsts = rows.flatMap(([first]) => first ?? []);
  if (rows.length < 2 || !rows.every(isPlainRow) || !areNames(firsts)) return;
  for (const cell of firsts) {
    cell.tagName = 'th';
    cell.properties.scope = 'row';
    addClass(cell, 'row-header');
  }
}

/** Returns the cells of each row outside of the head. */
const listRows = (table: Element): readonly (readonly Element[])[] =>
  table.children
    .filter((part) => isElementNamed(part, 'tbody', 'tfoot'))
    .flatMap(({ children }) => children.filter((child) => isElementNamed(child, 'tr')))
    .map(({ children }) => children.filter((child) => isElementNamed(child, 'td', 'th')));

const isPlainRow = (row: readonly Element[]): boolean =>
  row.length > 1 &&
  row.every(
    ({ tagName, properties: { rowSpan, colSpan, headers } }) =>
      tagName === 'td' && [rowSpan, colSpan, headers].every((value) => value === undefined),
  );

function areNames(cells: readonly Element[]): boolean {
  const texts = new Set<string>();
  for (const cell of cells) {
    const text = readText(cell).replace(/\s+/g, ' ').trim().toLowerCase();
    if (!/\p{L}/u.test(text)) return false;
    texts.add(text);
  }
  return texts.size === cells.length;
}

/** Returns the text of a cell, with the alternative texts of images and formulas. Citations have no text yet. */
const readText = (node: Element | ElementContent): string => {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return '';
  const { alt, alttext } = node.properties;
  return [alt, alttext, ...node.children.map(readText)].filter((part) => typeof part === 'string').join('');
};

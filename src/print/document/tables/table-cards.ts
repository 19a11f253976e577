/**
 * A table as cards, for pages on which its columns have no room: each row becomes a few short rows, the name of a column
 * at their start. It stays one table with its caption and number, through which a screen reader goes line by line and has
 * the name of the column with each cell. Chromium tags a list of descriptions as nothing at all. The title's scope is the
 * group of rows: with that of columns every cell would be said to be under the titles of all cards before it.
 */

import type { Element, ElementContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { cloneTree } from '../../../lib/html/clone.ts';
import { visit } from '../../../lib/html/visit.ts';
import { type TableRows, tableRows } from './table-width.ts';

/** Characters of the heads in all cards together: a head may be a page long, or a picture. */
export const MOST_REPEATED = 2_000_000;

/** Whether every row has a cell in each column of the one row of heads, no cell spans several, and the heads bear to be repeated. */
export function canBeCards(table: Element): boolean {
  const { heads, rows } = tableRows(table);
  const [head = []] = heads;
  return (
    heads.length === 1 &&
    head.length > 1 &&
    rows.length > 0 &&
    rows.length * head.reduce((sum, cell) => sum + sizeOf(cell), 0) <= MOST_REPEATED &&
    [head, ...rows].every((row) => row.length === head.length && row.every(isPlain))
  );
}

/** Characters of text and attributes. */
function sizeOf({ properties, children }: Element): number {
  const attributes = Object.values(properties).reduce<number>((sum, value) => sum + String(value).length, 0);
  return children.reduce((sum, child) => {
    if (child.type === 'element') return sum + sizeOf(child);
    return child.type === 'text' ? sum + child.value.length : sum;
  }, attributes);
}

const isPlain = ({ properties: { colSpan, rowSpan } }: Element): boolean =>
  Number(colSpan ?? 1) === 1 && Number(rowSpan ?? 1) === 1;

/** In place. Only for tables that {@link canBeCards}. */
export function makeCards(table: Element): void {
  const { heads, rows }: TableRows = tableRows(table);
  const [head = []] = heads;
  const caption = table.children.filter((child) => child.type === 'element' && child.tagName === 'caption');
  const cards = rows.map((row, index) => card(row, index === 0 ? head : head.map(withoutIds)));
  table.children = [...caption, ...cards];
  const classes = Array.isArray(table.properties.className) ? table.properties.className : [];
  table.properties.className = [...classes, 'cards'];
}

/** The first cell is the title; before it stands what its column is called. */
function card(cells: readonly Element[], heads: readonly Element[]): Element {
  const [first, ...others] = cells;
  const [firstHead, ...names] = heads;
  const rows = others.map((cell, index) => line(names[index], cell));
  return element('tbody', {}, first ? [title(firstHead, first), ...rows] : rows);
}

function title(head: Element | undefined, cell: Element): Element {
  const named = head !== undefined && textOf(head).trim() !== '';
  const label = element('span', { className: ['card-label'] }, named ? [...head.children, colon] : []);
  const words: ElementContent[] = named ? [label, { type: 'text', value: ' ' }] : [];
  const properties = { ...withoutClass(cell), colSpan: 2, scope: 'rowgroup' };
  return element('tr', {}, [element('th', properties, [...words, ...cell.children])]);
}

const colon: ElementContent = { type: 'text', value: ':' };

function line(head: Element | undefined, cell: Element): Element {
  const name = element('th', { scope: 'row' }, head?.children ?? []);
  return element('tr', {}, [name, element('td', withoutClass(cell), cell.children)]);
}

/** Columns were aligned, cards are not. */
function withoutClass({ properties: { className: _className, headers: _headers, ...properties } }: Element) {
  return properties;
}

/** An id names one element: in the first card. */
function withoutIds(head: Element): Element {
  const copy = cloneTree(head);
  visit(copy, 'element', (each) => {
    delete each.properties.id;
  });
  return copy;
}

const element = (
  tagName: string,
  properties: Element['properties'],
  children: readonly ElementContent[],
): Element => ({ type: 'element', tagName, properties, children: [...children] });

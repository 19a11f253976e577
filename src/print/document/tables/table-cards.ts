/**
 * Turns the rows of a table into cards, for pages that are too narrow for its columns: each row becomes several short
 * rows that begin with the name of a column. It stays one table with caption and number, so that a screen reader reads
 * the column name with each cell; Chromium does not tag a description list. The scope of a card's title is its row
 * group, because with a column scope every cell would also belong to the titles of all cards before it.
 */

import type { Element, ElementContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { endLabel } from '../../../core/wording.ts';
import { addClass } from '../../../lib/html/classes.ts';
import { cloneTree } from '../../../lib/html/clone.ts';
import { visit } from '../../../lib/html/visit.ts';
import { readTableRows, type TableRows } from './table-width.ts';

/** Maximum characters of the heads in all cards together, because a head may be a page long or an image. */
export const MAX_REPEATED = 2_000_000;

/**
 * Whether a table can become cards: it has one row of heads, every row has a cell in each column, no cell spans several
 * columns or rows, and the repeated heads do not exceed {@link MAX_REPEATED}.
 */
export function canBeCards(table: Element): boolean {
  const { heads, rows } = readTableRows(table);
  const [head = []] = heads;
  return (
    heads.length === 1 &&
    head.length > 1 &&
    rows.length > 0 &&
    rows.length * head.reduce((sum, cell) => sum + countCharacters(cell), 0) <= MAX_REPEATED &&
    [head, ...rows].every((row) => row.length === head.length && row.every(isPlain))
  );
}

/** Counts the characters of text and attributes. */
function countCharacters({ properties, children }: Element): number {
  const attributes = Object.values(properties).reduce<number>((sum, value) => sum + String(value).length, 0);
  return children.reduce((sum, child) => {
    if (child.type === 'element') return sum + countCharacters(child);
    return child.type === 'text' ? sum + child.value.length : sum;
  }, attributes);
}

const isPlain = ({ properties: { colSpan, rowSpan } }: Element): boolean =>
  Number(colSpan ?? 1) === 1 && Number(rowSpan ?? 1) === 1;

/** Changes a table in place. Only for tables that {@link canBeCards}. */
export function makeCards(table: Element): void {
  const { heads, rows }: TableRows = readTableRows(table);
  const [head = []] = heads;
  const caption = table.children.filter((child) => child.type === 'element' && child.tagName === 'caption');
  const cards = rows.map((row, index) => createCard(row, index === 0 ? head : head.map(withoutIds)));
  table.children = [...caption, ...cards];
  addClass(table, 'cards');
}

/** Creates a card. The first cell is its title, after the name of its column. */
function createCard(cells: readonly Element[], heads: readonly Element[]): Element {
  const [first, ...others] = cells;
  const [firstHead, ...names] = heads;
  const rows = others.map((cell, index) => createCardRow(names[index], cell));
  return createElement('tbody', {}, first ? [createTitleRow(firstHead, first), ...rows] : rows);
}

function createTitleRow(head: Element | undefined, cell: Element): Element {
  const name = head === undefined ? '' : textOf(head).trim();
  const named = head !== undefined && name !== '';
  const end: ElementContent = { type: 'text', value: endLabel(name).slice(name.length) };
  const label = createElement('span', { className: ['card-label'] }, named ? [...head.children, end] : []);
  const words: ElementContent[] = named ? [label, { type: 'text', value: ' ' }] : [];
  const properties = { ...withoutClass(cell), colSpan: 2, scope: 'rowgroup' };
  return createElement('tr', {}, [createElement('th', properties, [...words, ...cell.children])]);
}

function createCardRow(head: Element | undefined, cell: Element): Element {
  const name = createElement('th', { scope: 'row' }, head?.children ?? []);
  return createElement('tr', {}, [name, createElement('td', withoutClass(cell), cell.children)]);
}

/** Returns the properties without the classes, because the alignment of columns does not apply to cards. */
function withoutClass({ properties: { className: _className, headers: _headers, ...properties } }: Element) {
  return properties;
}

/** Returns a copy without ids, which only the first card keeps. */
function withoutIds(head: Element): Element {
  const copy = cloneTree(head);
  visit(copy, 'element', (each) => {
    delete each.properties.id;
  });
  return copy;
}

const createElement = (
  tagName: string,
  properties: Element['properties'],
  children: readonly ElementContent[],
): Element => ({ type: 'element', tagName, properties, children: [...children] });

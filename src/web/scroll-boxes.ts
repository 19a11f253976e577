/** Lets tables and formulas scroll that may be wider than the text, also with a keyboard (WCAG 2.2, 2.1.1). */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Terms } from '../core/model/design.ts';
import { hasClass } from '../lib/html/classes.ts';
import { visit } from '../lib/html/visit.ts';

/** Characters that are sure to have room in the width of the text: on a phone, and on a large screen. */
const TABLE_ROOM = 22;
const CARDS_ROOM = 50;
const FORMULA_ROOM = 18;
/** What the spaces beside the text of a cell take, in characters. */
const CELL_SPACE = 2;

/** Makes the holders of wide tables and formulas focusable, in place, and names them. */
export function prepareScrolling(tree: Root, terms: Terms): void {
  visit(tree, 'element', (element) => {
    if (hasClass(element, 'holds-table')) {
      const table = elementChildren(element)[0];
      if (table === undefined || measureTable(table) <= findRoom(table)) return;
      const caption = elementChildren(table).find(({ tagName }) => tagName === 'caption');
      makeFocusable(element, (caption && textOf(caption).trim()) || terms.table);
    } else if (hasClass(element, 'formula')) {
      const math = elementChildren(element).find(({ tagName }) => tagName === 'math');
      const words = String(math?.properties.alttext ?? '');
      if (words.length > FORMULA_ROOM) makeFocusable(element, terms.equation);
    }
  });
}

/** Returns the room of a table: one that becomes cards, or turns its heads, has enough on a phone. */
const findRoom = (table: Element): number =>
  hasClass(table, 'cards') || hasClass(table, 'wide') ? CARDS_ROOM : TABLE_ROOM;

function makeFocusable(element: Element, name: string | undefined): void {
  const { role, ariaLabelledBy } = element.properties;
  element.properties.tabIndex = 0;
  element.properties.role = role ?? 'group';
  if (ariaLabelledBy === undefined) element.properties.ariaLabel ??= name ?? '';
}

/** Returns the least width of a table, in characters: the longest words of its columns. */
function measureTable(table: Element): number {
  const columns: number[] = [];
  visit(table, { type: 'element', tagName: 'tr' }, (row) => {
    let column = 0;
    for (const cell of elementChildren(row)) {
      const span = Number(cell.properties.colSpan ?? 1);
      if (span === 1) columns[column] = Math.max(columns[column] ?? 0, measureWords(cell));
      column += span;
    }
  });
  return columns.reduce((sum, width) => sum + width + CELL_SPACE, 0);
}

const measureWords = (cell: Element): number =>
  Math.max(
    0,
    ...textOf(cell)
      .split(/\s+/)
      .map(({ length }) => length),
  );

const elementChildren = ({ children }: Element): readonly Element[] =>
  children.filter((child) => child.type === 'element');

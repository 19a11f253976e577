/** Transforms GFM task lists and tables to elements that work on paper and in an e-book. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { Terms } from '../../core/model/design.ts';
import { locationOf, type SourceFile } from '../../core/source-location.ts';
import { termAttributes } from '../../core/term-language.ts';
import { addClass, hasClass } from '../../lib/html/classes.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';
import { isPlaceholder } from '../typography/literal.ts';
import { nameFormElement } from './forms.ts';
import { markRowHeaders } from './row-headers.ts';
import { applyTableSettings } from './table-columns.ts';
import { createTableHead } from './table-heads.ts';

/**
 * Replaces the form controls of `- [ ]` by squares that style sheets draw and screen readers name, and names what else is
 * filled in by hand.
 */
export function transformChecklists(tree: Root, terms: Terms): void {
  visit(tree, 'element', (element, index, parent) => {
    if (hasClass(element, 'contains-task-list')) markChecklist(element);
    if (hasClass(element, 'task-list-item')) delete element.properties.className;
    nameFormElement(element, terms);
    if (element.tagName !== 'input' || parent === undefined || index === undefined) return undefined;
    const checked = Boolean(element.properties.checked);
    parent.children[index] = {
      type: 'element',
      tagName: 'span',
      properties: {
        className: checked ? ['check-mark', 'checked'] : ['check-mark'],
        role: 'img',
        ariaLabel: terms[checked ? 'done' : 'toDo'] ?? '',
        ...termAttributes(terms, checked ? 'done' : 'toDo'),
      },
      children: [],
    };
    return SKIP;
  });
}

/** Marks a checklist, and its items without a box, which keep their bullet or number. */
function markChecklist(list: Element): void {
  list.properties.className = ['checklist'];
  for (const item of list.children) {
    if (item.type === 'element' && !hasClass(item, 'task-list-item')) addClass(item, 'plain-item');
  }
}

/**
 * Gives tables a head and row headers, sets the scope of header cells, and marks tables with mostly empty cells, or
 * with an empty column, as forms. Returns whether there is a table. Diagnostic: `table-option-wrong`.
 */
export function transformTables(tree: Root, source: SourceFile, report: Report): boolean {
  let any = false;
  visit(tree, 'element', (table) => {
    if (table.tagName !== 'table') return;
    any = true;
    createTableHead(table);
    let [cells, empty] = [0, 0];
    visit(table, 'element', (cell) => {
      if (cell.tagName !== 'th' && cell.tagName !== 'td') return;
      transformCell(cell);
      if (cell.tagName !== 'td') return;
      cells += 1;
      if (isEmpty(cell)) empty += 1;
    });
    if (empty > cells / 2 || (empty > 0 && hasEmptyColumn(table))) addClass(table, 'form');
    const refuse = (name: string, value: string, expected: string): void =>
      report(diagnostic('table-option-wrong', { name, value, expected }, locationOf(source, table)));
    if (!applyTableSettings(table, refuse)) markRowHeaders(table);
  });
  return any;
}

/**
 * The longest text of a cell beside an empty column, in UTF-16 code units. The columns of a form are equally wide, so longer texts would
 * make it several pages long in large print.
 */
const MAX_LABEL_LENGTH = 30;

/** Returns whether all cells below a heading are empty, in two rows or more, beside short words: readers fill them in. */
function hasEmptyColumn(table: Element): boolean {
  const rows: (readonly Element[])[] = [];
  visit(table, 'element', (row) => {
    if (row.tagName === 'tr') rows.push(row.children.filter((child) => child.type === 'element'));
  });
  const [head = [], ...body] = rows;
  if (body.length < 2 || rows.some(({ length }) => length !== head.length)) return false;
  if (body.flat().some((cell) => textOf(cell).length > MAX_LABEL_LENGTH)) return false;
  return head.some((cell, column) => {
    const below = body.flatMap((row) => row[column] ?? []);
    return !isEmpty(cell) && cell.tagName === 'th' && below.every(isEmpty);
  });
}

function transformCell(cell: Element): void {
  if (cell.tagName === 'th') cell.properties.scope ??= 'col';
}

/** Returns whether a cell is empty. Citations, which have no text yet, and images count as content. */
function isEmpty({ children }: Element): boolean {
  return children.every((child) => {
    if (child.type !== 'element') return child.type !== 'text' || child.value.trim() === '';
    const isVisible =
      child.tagName === 'img' || isPlaceholder(child.properties) || hasClass(child, 'check-mark');
    return !isVisible && isEmpty(child);
  });
}

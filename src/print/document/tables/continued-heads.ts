/**
 * Gives long tables with a caption a first row of heads that says “Table 3, continued”. Chromium repeats heads on each page and
 * cannot vary them, so tagging removes these words from the first page (`tagging/continued-heads.ts`). On that page, the caption
 * covers the row, which therefore takes no room.
 */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Terms } from '../../../core/model/design.ts';
import { termAttributes } from '../../../core/term-language.ts';
import { addClass, hasClass } from '../../../lib/html/classes.ts';
import { createElement, isElementNamed } from '../../../lib/html/elements.ts';
import { EXIT, SKIP, visit } from '../../../lib/html/visit.ts';
import { CONTINUED } from '../../printed/structure-hints.ts';
import { readTableRows } from './table-width.ts';

/** Rows, or cards, of a table that may be broken, as in `styles/tables.css`. */
const [LONG_TABLE, LONG_CARDS] = [7, 3];

/** Adds the rows to the tables of a tree. */
export function addContinuedHeads(tree: Root, terms: Terms): void {
  const words = terms.continuedTable ?? '';
  if (!words.includes('{table}')) return;
  visit(tree, 'element', (table) => {
    if (table.tagName !== 'table') return undefined;
    const label = isLong(table) ? findLabel(table) : undefined;
    if (label !== undefined) {
      addRow(
        table,
        words.replace('{table}', () => label),
        termAttributes(terms, 'continuedTable'),
      );
    }
    // A table in a cell is a part of a row.
    return SKIP;
  });
}

function isLong(table: Element): boolean {
  const bodies = table.children.filter((part): part is Element => isElementNamed(part, 'tbody'));
  if (hasClass(table, 'cards') && bodies.length >= LONG_CARDS) return true;
  return bodies.some(
    ({ children }) => children.filter((row) => isElementNamed(row, 'tr')).length >= LONG_TABLE,
  );
}

/** Returns the label of a table without its full stop: “Table 3”. */
function findLabel({ children }: Element): string | undefined {
  const caption = children.find((child): child is Element => isElementNamed(child, 'caption'));
  let words = '';
  if (caption === undefined) return undefined;
  // A caption in another direction is an element in the caption.
  visit(caption, 'element', (label) => {
    if (!hasClass(label, 'caption-label')) return undefined;
    words = textOf(label)
      .trim()
      .replace(/[.:։。]$/, '');
    return EXIT;
  });
  return words === '' ? undefined : words;
}

function addRow(table: Element, words: string, attributes: Element['properties']): void {
  const { heads, rows } = readTableRows(table);
  const [first = []] = [...heads, ...rows];
  const colSpan = first.reduce((sum, { properties }) => sum + Number(properties.colSpan ?? 1), 0);
  const line = createElement('div', [{ type: 'text', value: words }], {
    className: [CONTINUED],
    ...attributes,
  });
  // A data cell, because a head would name the cells of its columns.
  const row = createElement('tr', [createElement('td', [line], { colSpan })], {
    className: ['continued-row'],
  });
  const head = table.children.find((part): part is Element => isElementNamed(part, 'thead'));
  if (head !== undefined) head.children.unshift(row);
  else {
    const at = table.children.findIndex((part) => isElementNamed(part, 'tbody', 'tfoot'));
    table.children.splice(at, 0, createElement('thead', [row]));
  }
  addClass(table, 'continues');
}

/** Fits tables that are too wide for the page: turns them, makes cards of them, or breaks their words. */

import type { Element, Root } from 'hast';
import type { PaperEdition } from '../../../core/model/edition.ts';
import { visit } from '../../../lib/html/visit.ts';
import { POINTS_PER_MM } from '../../pagination/page-css.ts';
import { putOnTurnedPage } from '../turned-page.ts';
import { canBeCards, makeCards } from './table-cards.ts';
import { estimateMinWidth, MAX_UNBROKEN_WORD, readTableRows, splitIntoWords } from './table-width.ts';

/** Type size of tables relative to the running text, as in `styles/book.css` and `styles/handout.css`. */
const TABLE_SIZE = { book: 0.83, handouts: 0.92 } as const;
/** Gap between columns in millimeters, as in `styles/tables.css`. */
const GAP = { table: 4, form: 5 };

/**
 * Changes the wide tables of a tree in place. Tables of a handout, in a box or in a list are not turned.
 * @param turnedPage name of the landscape page
 */
export function fitWideTables(tree: Root, edition: PaperEdition, turnedPage: string): void {
  const turned: Element[] = [];
  visit(tree, 'element', (table, _index, parent) => {
    if (table.tagName !== 'table') return undefined;
    const changes = chooseChanges(table, edition, parent?.type === 'root');
    if (changes.includes('squeezed')) addClass(table, 'squeezed');
    if (changes.includes('turned')) turned.push(table);
    if (changes.includes('cards')) makeCards(table);
    return undefined;
  });
  for (const table of turned) {
    addClass(table, 'turned');
    putOnTurnedPage(tree, table, turnedPage);
  }
}

/** Returns the changes that a table needs; none if it fits. */
function chooseChanges(
  table: Element,
  edition: PaperEdition,
  isOutermost: boolean,
): readonly ('turned' | 'cards' | 'squeezed')[] {
  const { heads, rows } = readTableRows(table);
  for (const row of [...heads, ...rows]) row.forEach(markLongWordCell);
  const needed = computeMinWidth(table, edition);
  const { page, margins } = edition;
  if (needed <= (page.width - margins.inside - margins.outside) * POINTS_PER_MM) return [];
  const fitsTurned = needed <= (page.height - margins.top - margins.bottom) * POINTS_PER_MM;
  const mayTurn = edition.wideTables === 'turn' || isForm(table);
  const canTurn = edition.family === 'book' && mayTurn && isOutermost;
  if (canTurn && fitsTurned) return ['turned'];
  if (canBeCards(table)) return ['cards'];
  return canTurn ? ['turned', 'squeezed'] : ['squeezed'];
}

function computeMinWidth(table: Element, { family, type }: PaperEdition): number {
  const size = Math.max(type.smallest, type.size * TABLE_SIZE[family]);
  const gap = isForm(table) ? GAP.form : GAP.table;
  return estimateMinWidth(readTableRows(table), size, gap * POINTS_PER_MM);
}

const classesOf = ({ properties: { className } }: Element): readonly string[] =>
  Array.isArray(className) ? className.map(String) : [];

const isForm = (table: Element): boolean => classesOf(table).includes('form');

function addClass(element: Element, name: string): void {
  element.properties.className = [...classesOf(element), name];
}

function markLongWordCell(cell: Element): void {
  if (splitIntoWords(cell).some((word) => word.length > MAX_UNBROKEN_WORD)) addClass(cell, 'long-words');
}

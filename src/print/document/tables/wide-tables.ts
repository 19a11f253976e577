/** Fits tables that are too wide for the page: turns them, makes cards of them, or breaks their words. */

import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { PaperEdition } from '../../../core/model/edition.ts';
import { addClass, hasClass } from '../../../lib/html/classes.ts';
import { textLength } from '../../../lib/html/text-length.ts';
import { visit } from '../../../lib/html/visit.ts';
import { POINTS_PER_MM } from '../../pagination/page-css.ts';
import { putOnTurnedPage } from '../placement/turned-page.ts';
import { balanceColumns, type TableRoom } from './column-widths.ts';
import { canBeCards, makeCards } from './table-cards.ts';
import { estimateMinWidth, MAX_UNBROKEN_WORD, readTableRows, splitIntoWords } from './table-width.ts';

/** Type size of tables relative to the running text, as in `styles/book.css` and `styles/handout.css`. */
const TABLE_SIZE = { book: 0.86, handouts: 0.92 } as const;
/** Gap between columns in millimeters, as in `styles/tables.css`. */
const GAP = { table: 4, form: 5 };
/** Further gap after a column of numbers, if words follow. */
const NUMBER_GAP = 4;

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
    else if (!changes.includes('squeezed') && !isForm(table)) {
      balanceColumns(table, measureRoom(table, edition, changes.includes('turned')));
    }
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
  if (needed <= computeTextWidth(edition)) return [];
  const fitsTurned = needed <= computeTextHeight(edition);
  const mayTurn = edition.wideTables === 'turn' || isForm(table);
  const canTurn = edition.family === 'book' && mayTurn && isOutermost;
  if (canTurn && fitsTurned) return ['turned'];
  if (canBeCards(table)) return ['cards'];
  return canTurn ? ['turned', 'squeezed'] : ['squeezed'];
}

/** Width and height in points of the page without its margins. */
const computeTextWidth = ({ page, margins }: PaperEdition): number =>
  (page.width - margins.inside - margins.outside) * POINTS_PER_MM;
const computeTextHeight = ({ page, margins }: PaperEdition): number =>
  (page.height - margins.top - margins.bottom) * POINTS_PER_MM;

/** Returns the type size of a table in points. */
const computeTableSize = ({ family, type }: PaperEdition): number =>
  Math.max(type.smallest, type.size * TABLE_SIZE[family]);

function computeMinWidth(table: Element, edition: PaperEdition): number {
  const gap = isForm(table) ? GAP.form : GAP.table;
  const further = isForm(table) ? 0 : findNumberColumns(table).size * NUMBER_GAP * POINTS_PER_MM;
  return estimateMinWidth(readTableRows(table), computeTableSize(edition), gap * POINTS_PER_MM) + further;
}

/** Finds the columns of numbers, which are right-aligned, before one of words. */
function findNumberColumns(table: Element): ReadonlySet<number> {
  const areRight = readFirstRow(table).map((cell) => hasClass(cell, 'align-right'));
  return new Set(
    [...areRight.keys()].filter((index) => areRight[index] === true && areRight[index + 1] === false),
  );
}

function readFirstRow(table: Element): readonly Element[] {
  const { heads, rows } = readTableRows(table);
  return heads[0] ?? rows[0] ?? [];
}

/** Returns the room for the text of a table, as a multiple of its type size. */
function measureRoom(table: Element, edition: PaperEdition, isTurned: boolean): TableRoom {
  const size = computeTableSize(edition);
  const width = isTurned ? computeTextHeight(edition) : computeTextWidth(edition);
  const numbers = findNumberColumns(table);
  const gaps = readFirstRow(table)
    .slice(1)
    .map((_cell, index) => ((GAP.table + (numbers.has(index) ? NUMBER_GAP : 0)) * POINTS_PER_MM) / size);
  return { text: width / size - gaps.reduce((sum, gap) => sum + gap, 0), gaps };
}

const isForm = (table: Element): boolean => hasClass(table, 'form');

function markLongWordCell(cell: Element): void {
  if (textLength(cell) <= MAX_UNBROKEN_WORD) return;
  if (splitIntoWords(textOf(cell)).some((word) => word.length > MAX_UNBROKEN_WORD))
    addClass(cell, 'long-words');
}

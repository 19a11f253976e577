/** Tables too wide for the page: turned on their side, made into cards, or else broken within words, so that nothing is lost. */

import type { Element, Root } from 'hast';
import type { PaperEdition } from '../../../core/model/edition.ts';
import { eachElement } from '../../../lib/html/each-element.ts';
import { POINTS } from '../../pagination/page-css.ts';
import { canBeCards, makeCards } from './table-cards.ts';
import { LONGEST_WORD, neededWidth, tableRows, wordsOf } from './table-width.ts';

/** Of the running text's size, as in `styles/book.css` and `styles/handout.css`. */
const TABLE_SIZE = { book: 0.83, handouts: 0.92 } as const;
/** Between columns, in millimetres: `styles/tables.css`. */
const GAP = { table: 4, form: 5 };

/**
 * In place. A handout is an upright sheet, and there is no turning what stands in a box or a list.
 * @param turnedPage name of the page for a table on its side
 */
export function settleWideTables(tree: Root, edition: PaperEdition, turnedPage: string): void {
  const turned: Element[] = [];
  eachElement(tree, (table, _index, parent) => {
    if (table.tagName !== 'table') return undefined;
    const fate = fateOf(table, edition, parent.type === 'root');
    if (fate.includes('squeezed')) addClass(table, 'squeezed');
    if (fate.includes('turned')) turned.push(table);
    if (fate.includes('cards')) makeCards(table);
    return undefined;
  });
  for (const table of turned) turn(tree, table, turnedPage);
}

/** What becomes of a table; nothing of one that fits. */
function fateOf(
  table: Element,
  edition: PaperEdition,
  isOutermost: boolean,
): readonly ('turned' | 'cards' | 'squeezed')[] {
  const { heads, rows } = tableRows(table);
  for (const row of [...heads, ...rows]) row.forEach(markLongWords);
  const needed = widthOf(table, edition);
  const { page, margins } = edition;
  if (needed <= (page.width - margins.inside - margins.outside) * POINTS) return [];
  const fitsTurned = needed <= (page.height - margins.top - margins.bottom) * POINTS;
  const mayTurn = edition.wideTables === 'turn' || isForm(table);
  const canTurn = edition.family === 'book' && mayTurn && isOutermost;
  if (canTurn && fitsTurned) return ['turned'];
  if (canBeCards(table)) return ['cards'];
  return canTurn ? ['turned', 'squeezed'] : ['squeezed'];
}

/** With the headings right above it, which would be left alone at the foot of the page before. */
function turn(tree: Root, table: Element, page: string): void {
  addClass(table, 'turned');
  const end = tree.children.indexOf(table);
  let start = end;
  for (let index = end - 1; index >= 0; index -= 1) {
    const before = tree.children[index];
    if (before?.type === 'element' && /^h[2-6]$/.test(before.tagName)) start = index;
    else if (before?.type !== 'text' || before.value.trim() !== '') break;
  }
  const children = tree.children.slice(start, end + 1) as Element['children'];
  const properties = { style: `page: ${page}` };
  tree.children.splice(start, children.length, { type: 'element', tagName: 'div', properties, children });
}

function widthOf(table: Element, { family, type }: PaperEdition): number {
  const size = Math.max(type.smallest, type.size * TABLE_SIZE[family]);
  const gap = isForm(table) ? GAP.form : GAP.table;
  return neededWidth(tableRows(table), size, gap * POINTS);
}

const classesOf = ({ properties: { className } }: Element): readonly string[] =>
  Array.isArray(className) ? className.map(String) : [];

const isForm = (table: Element): boolean => classesOf(table).includes('form');

function addClass(element: Element, name: string): void {
  element.properties.className = [...classesOf(element), name];
}

function markLongWords(cell: Element): void {
  if (wordsOf(cell).some((word) => word.length > LONGEST_WORD)) addClass(cell, 'long-words');
}

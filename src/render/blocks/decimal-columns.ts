/** Aligns the numbers of a column on their decimal sign: what is after the whole number gets the same width in each cell. */
import type { Element, ElementContent, Root } from 'hast';
import { findDirection } from '../../core/language.ts';
import { findLocales } from '../../core/wording.ts';
import { hasClass, listClasses } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';
import { DECIMAL_CLASS, placeCells } from './table-columns.ts';

/** Changes the tables of a tree in place. Their texts stay the same. @param language BCP 47 */
export function alignDecimals(tree: Root, language: string): void {
  visit(tree, 'element', (table) => {
    if (table.tagName !== 'table') return;
    const columns = new Map<number, Element[]>();
    for (const { cell, column, isHead } of placeCells(table)) {
      if (!hasClass(cell, DECIMAL_CLASS)) continue;
      cell.properties.className = listClasses(cell).filter((name) => name !== DECIMAL_CLASS);
      if (!isHead) columns.set(column, [...(columns.get(column) ?? []), cell]);
    }
    for (const cells of columns.values()) alignColumn(cells, language);
  });
}

/** A cell with a number, and what is after the whole number. */
interface NumberCell {
  readonly cell: Element;
  readonly whole: string;
  readonly rest: string;
}

function alignColumn(cells: readonly Element[], language: string): void {
  const texts = cells.map(readOnlyText);
  const [sign = '.'] = [findSign(language), '.', ','].filter((each) =>
    texts.some((text) => text?.includes(each)),
  );
  const numbers = cells.flatMap((cell, index): readonly NumberCell[] => {
    const [, digits = '', words = ''] = /^(.*\p{Nd})(\P{Nd}*)$/u.exec(texts[index] ?? '') ?? [];
    if (digits === '') return [];
    const at = digits.lastIndexOf(sign);
    const whole = at === -1 ? digits : digits.slice(0, at);
    return [{ cell, whole, rest: digits.slice(whole.length) + words }];
  });
  const most = numbers.reduce((length, { rest }) => Math.max(length, [...rest].length), 0);
  if (most === 0) return;
  const isRightToLeft = findDirection(language) === 'rtl';
  for (const number of numbers) alignCell(number, most, isRightToLeft);
}

/** Returns the text of a cell that has nothing else; `undefined` for any other cell. */
function readOnlyText({ children: [only, ...others] }: Element): string | undefined {
  return only?.type === 'text' && others.length === 0 ? only.value.trim() : undefined;
}

const findSign = (language: string): string =>
  new Intl.NumberFormat([...findLocales(language)]).formatToParts(1.5).find(({ type }) => type === 'decimal')
    ?.value ?? '.';

/** @param most characters after the whole number, in the cell with the most: none is wider than a digit */
function alignCell({ cell, whole, rest }: NumberCell, most: number, isRightToLeft: boolean): void {
  const fraction: Element = {
    type: 'element',
    tagName: 'span',
    properties: { className: ['fraction'], style: `min-width:${most}ch` },
    children: rest === '' ? [] : [{ type: 'text', value: rest }],
  };
  const parts: ElementContent[] = [{ type: 'text', value: whole }, fraction];
  cell.children = isRightToLeft
    ? [{ type: 'element', tagName: 'span', properties: { dir: 'ltr' }, children: parts }]
    : parts;
}

/** Finds the heads of HTML tables without `<thead>`, so that they are repeated on each page. */
import type { Element } from 'hast';
import { isElementNamed } from '../../lib/html/elements.ts';

/**
 * Moves the first rows of a table into a head if they have header cells only, apart from empty corners. Changes the table in
 * place. A row remains in the body, and no cell of the head reaches into it.
 */
export function createTableHead(table: Element): void {
  const parts = table.children.filter((child): child is Element => child.type === 'element');
  const body = parts.find(({ tagName }) => tagName === 'tbody');
  if (body === undefined || parts.some(({ tagName }) => tagName === 'thead')) return;
  const rows = body.children.filter((child) => isElementNamed(child, 'tr'));
  const count = rows.findIndex((row) => !isHeadRow(row));
  const heads = rows.slice(0, count);
  if (count <= 0 || heads.some((row, index) => reachesBeyond(row, count - index))) return;
  body.children = body.children.slice(body.children.indexOf(heads.at(-1) as Element) + 1);
  const head: Element = { type: 'element', tagName: 'thead', properties: {}, children: heads };
  table.children.splice(table.children.indexOf(body), 0, head);
}

const listCells = ({ children }: Element): readonly Element[] =>
  children.filter((child) => isElementNamed(child, 'th', 'td'));

function isHeadRow(row: Element): boolean {
  const cells = listCells(row);
  return (
    cells.some(({ tagName }) => tagName === 'th') &&
    cells.every(({ tagName, properties: { scope }, children }) =>
      tagName === 'th' ? !/^row/.test(String(scope)) : children.length === 0,
    )
  );
}

/** Returns whether a cell spans more rows than the head has from here. */
const reachesBeyond = (row: Element, rows: number): boolean =>
  listCells(row).some(({ properties: { rowSpan } }) => {
    const span = Number(rowSpan ?? 1);
    return span === 0 || span > rows;
  });

/** Prepares the tables of a Word document: finds those that Markdown can write, and unwraps boxes of one cell. */
import type { Element, Root } from 'hast';
import { SKIP, visit } from '../../lib/html/visit.ts';
import { isBlank } from './inline.ts';

/** The name of a table that Markdown cannot write. */
export const HTML_TABLE = 'html-table';

/** Blocks that a cell of a Markdown table cannot have. */
const BLOCKS = /^(?:ul|ol|table|h[1-6]|blockquote|pre|hr)$/;

/** Prepares the tables, in place. Returns how many boxes of one cell there were. */
export function prepareTables(tree: Root): number {
  let boxes = 0;
  visit(tree, 'element', (element, index, parent) => {
    if (element.tagName !== 'table' || parent === undefined || index === undefined) return undefined;
    const cells = findCells(element);
    const [only] = cells;
    if (only !== undefined && cells.length === 1) {
      boxes += 1;
      parent.children[index] = { ...only, tagName: 'blockquote', properties: {} };
      return index;
    }
    markHead(element);
    if (!cells.some(needsHtml)) return SKIP;
    element.tagName = HTML_TABLE;
    return undefined;
  });
  return boxes;
}

/** Returns the rows of a table, without those of tables in it. */
export function findRows(table: Element): readonly Element[] {
  return table.children.flatMap((child) => {
    if (child.type !== 'element') return [];
    return child.tagName === 'tr' ? [child] : findRows(child);
  });
}

const findCells = (table: Element): readonly Element[] => findRows(table).flatMap(cellsOf);

export const cellsOf = (row: Element): readonly Element[] =>
  row.children.filter((child): child is Element => child.type === 'element');

/** Whether a cell is merged with others, or has more than one paragraph. */
function needsHtml({ properties, children }: Element): boolean {
  if (properties.colSpan !== undefined || properties.rowSpan !== undefined) return true;
  const blocks = children.filter((child) => !isBlank(child));
  return blocks.length > 1 || blocks.some((child) => child.type === 'element' && BLOCKS.test(child.tagName));
}

/** Makes the first row a head if all of its cells are bold, because Word marks few heads as such. */
function markHead(table: Element): void {
  const rows = findRows(table);
  const [first] = rows;
  if (first === undefined || rows.length < 2) return;
  if (cellsOf(first).every(isBold)) for (const cell of cellsOf(first)) cell.tagName = 'th';
  for (const cell of cellsOf(first)) if (cell.tagName === 'th') unwrapBold(cell);
}

const isBold = ({ children }: Element): boolean => {
  const words = children.filter((child) => !isBlank(child));
  return (
    words.length > 0 &&
    words.every(
      (child) =>
        child.type === 'element' && (child.tagName === 'strong' || (child.tagName === 'p' && isBold(child))),
    )
  );
};

/** Removes bold type of a head, which is bold by itself. */
function unwrapBold(element: Element): void {
  element.children = element.children.flatMap((child) =>
    child.type === 'element' && child.tagName === 'strong' ? child.children : [child],
  );
  for (const child of element.children) if (child.type === 'element') unwrapBold(child);
}

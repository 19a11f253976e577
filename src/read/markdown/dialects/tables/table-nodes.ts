/** Builds a table of HTML elements, whose cells hold blocks. The tables of GFM hold words only. */
import type { BlockContent, PhrasingContent, RootContent } from 'mdast';
import type {} from 'mdast-util-to-hast';
import type { Parent, Position } from 'unist';
import type { Cell, Row, TableShape } from './table-shape.ts';

/** A part of a table: its element is named by `data`. */
export interface TablePart extends Parent {
  type: 'tablePart';
  children: (BlockContent | PhrasingContent | TablePart)[];
}

declare module 'mdast' {
  interface RootContentMap {
    tablePart: TablePart;
  }
  interface BlockContentMap {
    tablePart: TablePart;
  }
}

/** The content of a cell. */
type ReadCell = (cell: Cell) => readonly RootContent[];

/** Builds the table. @param read is called for each cell once, row by row */
export function buildTable(
  { head, body, foot, widths }: TableShape,
  read: ReadCell,
  position?: Position,
): TablePart {
  const build = (name: string, rows: readonly Row[], tag: string): TablePart[] =>
    rows.length === 0
      ? []
      : [
          part(
            name,
            rows.map((row) => buildRow(row, tag, read)),
          ),
        ];
  const parts = [...build('thead', head, 'th'), ...build('tbody', body, 'td'), ...build('tfoot', foot, 'td')];
  const table = part('table', parts, widths === undefined ? {} : { dataWidths: widths.join(' ') });
  return position === undefined ? table : { ...table, position };
}

const buildRow = (row: Row, tag: string, read: ReadCell): TablePart =>
  part(
    'tr',
    row.map((cell) => {
      const { align, columns, rows, format, position } = cell;
      const spans = { ...(columns > 1 && { colSpan: columns }), ...(rows > 1 && { rowSpan: rows }) };
      const built = part(tag, unwrapWords(read(cell)), { ...(align && { align }), ...spans });
      if (format !== undefined) built.data = { ...built.data, cellFormat: format };
      return position === undefined ? built : { ...built, position };
    }),
  );

/** One paragraph is its words. */
function unwrapWords(blocks: readonly RootContent[]): TablePart['children'] {
  const [first, ...others] = blocks;
  return first?.type === 'paragraph' && others.length === 0
    ? first.children
    : (blocks as TablePart['children']);
}

const part = (
  hName: string,
  children: TablePart['children'],
  hProperties: Readonly<Record<string, string | number>> = {},
): TablePart => ({ type: 'tablePart', data: { hName, hProperties }, children });

/**
 * Builds tables of nested lists in `:::table`: each item of the outer list is a row, each item of its list a cell.
 * https://mystmd.org/guide/tables#list-tables, https://github.com/pandoc-ext/list-table.
 */
import type { BlockContent, DefinitionContent, List, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import { diagnostic, type Report } from '../../../../core/diagnostics/diagnostic.ts';
import { locationOf, type SourceFile } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import type { DialectSyntax } from '../dialect.ts';
import { areNumbers } from './data-columns.ts';
import { readCount } from './data-settings.ts';
import { buildTable, type TablePart } from './table-nodes.ts';
import type { Cell, Row } from './table-shape.ts';

export const listTables: DialectSyntax = {
  transform: (tree, source, report) => {
    visit(tree, 'containerDirective', (node) => {
      if (node.name !== 'table' || node.children.some(({ type }) => TABLES.has(type))) return;
      const list = node.children.find((child): child is List => child.type === 'list' && isTable(child));
      if (list === undefined) return;
      node.children.splice(node.children.indexOf(list), 1, build(list, node, source, report));
    });
  },
};

const TABLES: ReadonlySet<string> = new Set(['table', 'tablePart', 'html', 'code']);

/** Returns whether each item of a list has a list and nothing else. */
const isTable = ({ children }: List): boolean =>
  children.every(({ children: blocks }) => blocks.length === 1 && blocks[0]?.type === 'list');

type CellBlocks = readonly (BlockContent | DefinitionContent)[];

interface ListRow {
  readonly cells: readonly CellBlocks[];
  readonly list: List;
}

/** Diagnostics: `table-row-uneven`, `table-option-wrong`. */
function build(list: List, node: ContainerDirective, source: SourceFile, report: Report): TablePart {
  const rows = list.children.flatMap(({ children: [inner] }) =>
    inner?.type === 'list' ? readRow(inner) : [],
  );
  reportUneven(rows, source, report);
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const heads = readCount(node.attributes ?? {}, 'header-rows', 1, report, locationOf(source, node));
  const isRight = Array.from({ length: width }, (_column, index) =>
    areNumbers(rows.slice(heads).map(({ cells }) => readWords(cells[index] ?? []))),
  );
  const contents = new Map<Cell, readonly RootContent[]>();
  const buildRow = ({ cells }: ListRow): Row =>
    Array.from({ length: width }, (_cell, index) => {
      const cell: Cell = {
        pieces: [],
        ...(isRight[index] && { align: 'right' as const }),
        columns: 1,
        rows: 1,
      };
      contents.set(cell, cells[index] ?? []);
      return cell;
    });
  const all = rows.map(buildRow);
  const shape = { head: all.slice(0, heads), body: all.slice(heads), foot: [] };
  return buildTable(shape, (cell) => contents.get(cell) ?? [], list.position);
}

const readRow = (list: List): ListRow => ({ cells: list.children.map(({ children }) => children), list });

/** Returns the text of a cell that has plain words only. */
function readWords(blocks: CellBlocks): string {
  const [first, ...others] = blocks;
  if (first === undefined) return '';
  if (first.type !== 'paragraph' || others.length > 0) return '–';
  return first.children.map((child) => (child.type === 'text' ? child.value : '–')).join('');
}

/** Diagnostic: `table-row-uneven`, once for each table. */
function reportUneven(rows: readonly ListRow[], source: SourceFile, report: Report): void {
  const columns = rows[0]?.cells.length ?? 0;
  const uneven = rows.filter(({ cells }) => cells.length !== columns);
  const [first] = uneven;
  if (first === undefined) return;
  const lines = uneven.slice(0, 10).map(({ list }) => locationOf(source, list).line);
  const facts = { cells: first.cells.length, columns, count: uneven.length, lines };
  report(diagnostic('table-row-uneven', facts, locationOf(source, first.list)));
}

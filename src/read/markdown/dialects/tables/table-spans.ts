/**
 * Joins cells of tables of GFM: a cell `^` or `^^` goes on from the cell above, `<` from the cell before, and `>` joins the cell
 * after it. The signs are those of Obsidian's "Sheets Extended", MultiMarkdown (`^^`) and `remark-extended-table`.
 */
import type { PhrasingContent, RootContent, Table, TableCell } from 'mdast';
import { diagnostic, type Report } from '../../../../core/diagnostics/diagnostic.ts';
import { locationOf, type SourceFile } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { findTableBeyondLimit } from '../../limits/table-gap-limit.ts';
import type { DialectSyntax } from '../dialect.ts';
import { type JoinedCell, joinCells, type Sign } from './joined-cells.ts';
import { buildTable } from './table-nodes.ts';
import type { Cell } from './table-shape.ts';

export const tableSpans: DialectSyntax = {
  transform: (tree, source, report) => {
    // Such a file is refused after all features have read it.
    if (findTableBeyondLimit(tree) !== undefined) return;
    visit(tree, (node) => {
      if (!('children' in node) || !node.children.some(({ type }) => type === 'table')) return;
      const children = (node.children as RootContent[]).map((child) =>
        child.type === 'table' ? spanCells(child, source, report) : child,
      );
      node.children = children as typeof node.children;
    });
  },
};

/** Returns a table with its cells joined; the table itself if it has no signs, or wrong ones. Diagnostic: `table-span-broken`. */
function spanCells(table: Table, source: SourceFile, report: Report): RootContent {
  const width = table.align?.length ?? table.children[0]?.children.length ?? 0;
  const rows = table.children.map(({ children }) => children);
  const signs = rows.map((row) => row.map((cell) => readSign(cell, source)));
  if (!signs.some((row) => row.some((sign) => sign !== undefined))) return table;
  // Its surplus cells are reported and kept later, when its rows have equally many.
  if (rows.some((row) => row.slice(width).some(({ children }) => children.length > 0))) return table;
  const grid = rows.map((row, index) =>
    Array.from({ length: width }, (_cell, column) => ({
      sign: signs[index]?.[column],
      text: row[column] === undefined ? '' : readText(row[column].children),
    })),
  );
  const joined = joinCells(grid);
  if ('problem' in joined) {
    const { problem, row, column } = joined;
    const cell = rows[row]?.[column];
    const facts = { problem, sign: signs[row]?.[column] ?? '' };
    report(diagnostic('table-span-broken', facts, locationOf(source, cell ?? table)));
    return table;
  }
  return build(table, rows, joined.rows);
}

/** Returns the sign that is alone in a cell. One in code, after a backslash or as a character reference is text. */
function readSign({ children }: TableCell, { text }: SourceFile): Sign | undefined {
  const [word, ...others] = children;
  if (word?.type !== 'text' || others.length > 0) return undefined;
  const written = text.slice(word.position?.start.offset, word.position?.end.offset);
  if (written !== word.value) return undefined;
  return SIGNS.get(written);
}

const SIGNS: ReadonlyMap<string, Sign> = new Map([
  ['^', '^'],
  ['^^', '^'],
  ['<', '<'],
  ['>', '>'],
]);

/** Returns the text of a cell. Images and formulas count as letters. */
const readText = (children: readonly PhrasingContent[]): string =>
  children
    .map((child) => {
      if (child.type === 'text') return child.value;
      return 'children' in child ? readText(child.children) : 'x';
    })
    .join('');

function build(
  table: Table,
  rows: readonly (readonly TableCell[])[],
  joined: readonly (readonly JoinedCell[])[],
): RootContent {
  const contents = new Map<Cell, readonly RootContent[]>();
  const built = joined.map((row) =>
    row.map(({ from, column, columns, rows: height }): Cell => {
      const written = rows[from.row]?.[from.column];
      const { position } = written ?? {};
      const align = table.align?.[column] ?? undefined;
      const cell: Cell = { pieces: [], align, columns, rows: height, ...(position && { position }) };
      contents.set(cell, written?.children ?? []);
      return cell;
    }),
  );
  const shape = { head: built.slice(0, 1), body: built.slice(1), foot: [] };
  const spanned = buildTable(shape, (cell) => contents.get(cell) ?? [], table.position);
  return { ...spanned, data: { ...spanned.data, hProperties: table.data?.hProperties ?? {} } };
}

/**
 * Limits the cells that tables leave out. Each row is filled up to the number of columns, so a few lines
 * could expand to millions of cells.
 */
import type { Root, Table } from 'mdast';
import type { Report } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../../core/source-location.ts';
import { locationOf } from '../../../core/source-location.ts';
import { visit } from '../../../lib/html/visit.ts';

/**
 * Missing cells in all tables of a file: more than an author leaves out, and few enough for a tenth of a
 * second of work.
 */
export const MAX_MISSING_CELLS = 10_000;

/**
 * Returns whether the missing cells stay within the limit. Diagnostic: `table-gaps-too-many`, at the first
 * table beyond it.
 */
export function areMissingCellsWithinLimit(tree: Root, source: SourceFile, report: Report): boolean {
  const beyond = findTableBeyondLimit(tree);
  if (beyond === undefined) return true;
  const facts = { columns: countColumns(beyond), rows: beyond.children.length, limit: MAX_MISSING_CELLS };
  report(diagnostic('table-gaps-too-many', facts, locationOf(source, beyond)));
  return false;
}

/** Returns the first table with which the missing cells of a file exceed the limit. */
export function findTableBeyondLimit(tree: Root): Table | undefined {
  let count = 0;
  let beyond: Table | undefined;
  visit(tree, 'table', (table) => {
    count += countMissingCells(table);
    if (count > MAX_MISSING_CELLS) beyond ??= table;
  });
  return beyond;
}

const countColumns = ({ align, children: [head] }: Table): number =>
  align?.length ?? head?.children.length ?? 0;

const countMissingCells = (table: Table): number =>
  table.children.reduce((sum, row) => sum + Math.max(0, countColumns(table) - row.children.length), 0);

/**
 * A limit for the cells that tables leave out. Each row gets as many cells as the table has columns, so that a few lines can
 * stand for millions of cells.
 */
import type { Root, Table } from 'mdast';
import type { Report } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { Source } from '../../../core/source-location.ts';
import { placeOf } from '../../../core/source-location.ts';
import { visit } from '../../../lib/html/visit.ts';

/** Of all tables of a file: more than an author leaves out, and few enough for a tenth of a second of work. */
export const MOST_GAPS = 10_000;

/** @returns whether the tables can be filled up. Diagnostic: `table-gaps-too-many`, at the table that goes beyond the limit */
export function areGapsBearable(tree: Root, source: Source, report: Report): boolean {
  let gaps = 0;
  let beyond: Table | undefined;
  visit(tree, 'table', (table) => {
    gaps += gapsOf(table);
    if (gaps > MOST_GAPS) beyond ??= table;
  });
  if (beyond === undefined) return true;
  const facts = { columns: columnsOf(beyond), rows: beyond.children.length, limit: MOST_GAPS };
  report(diagnostic('table-gaps-too-many', facts, placeOf(source, beyond)));
  return false;
}

const columnsOf = ({ align, children: [head] }: Table): number => align?.length ?? head?.children.length ?? 0;

const gapsOf = (table: Table): number =>
  table.children.reduce((sum, row) => sum + Math.max(0, columnsOf(table) - row.children.length), 0);

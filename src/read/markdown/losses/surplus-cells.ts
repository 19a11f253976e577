/** Keeps the cells of a table that are more than its header row has, because GFM drops them. */
import type { Root, Table, TableCell } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Report } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../../core/source-location.ts';
import { locationOf } from '../../../core/source-location.ts';
import { visit } from '../../../lib/html/visit.ts';

/**
 * Widens tables to their longest row. Empty cells at the end of a row are still dropped. Diagnostic:
 * `cells-surplus`, once for each table.
 */
export function keepSurplusCells(tree: Root, source: SourceFile, report: Report): void {
  visit(tree, 'table', (table) => {
    const columns = countColumns(table);
    const surplus = table.children.flatMap(({ children }) => children.slice(columns).filter(hasContent));
    const [first] = surplus;
    if (first === undefined) return;
    widen(table);
    const facts = { columns, words: surplus.map((cell) => textOf(cell)) };
    report(diagnostic('cells-surplus', facts, locationOf(source, first)));
  });
}

const countColumns = ({ align, children: [head] }: Table): number =>
  align?.length ?? head?.children.length ?? 0;

const hasContent = ({ children }: TableCell): boolean => children.length > 0;

/** GFM reads the number of columns from the alignments. Missing cells of the header row become empty ones. */
function widen(table: Table): void {
  const columns = table.children.reduce(
    (most, { children }) => Math.max(most, children.findLastIndex(hasContent) + 1),
    0,
  );
  const align = table.align ?? [];
  table.align = [...align, ...Array.from({ length: columns - align.length }, () => null)];
}

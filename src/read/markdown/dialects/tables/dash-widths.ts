/**
 * Reads the widths of columns from the line of dashes of a GFM table, as pandoc does where a line of the table is longer than 72
 * characters: https://pandoc.org/MANUAL.html#extension-pipe_tables. Dashes that are drawn below their headings, as editors and
 * formatters write them, show no widths.
 */
import type { Table } from 'mdast';
import type { SourceFile } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import type { DialectSyntax } from '../dialect.ts';
import { spreadLine } from './column-lines.ts';

/** The longest line, in columns, at which pandoc takes no widths. */
const MOST_COLUMNS = 72;

/** The longest dashes are at least so many times as long as the shortest: `---:` is not meant to be wider than `---`. */
const LEAST_RATIO = 1.5;
const LEAST_DASHES = 6;

export const dashWidths: DialectSyntax = {
  transform: (tree, source) => {
    visit(tree, 'table', (table) => {
      const widths = readWidths(table, source);
      if (widths === undefined) return;
      const properties = { ...table.data?.hProperties, dataWidths: widths.join(' ') };
      table.data = { ...table.data, hProperties: properties };
    });
  },
};

/** Returns the widths of a table's columns; `undefined` if its dashes show none. */
function readWidths(table: Table, { text }: SourceFile): readonly number[] | undefined {
  const { start, end } = table.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return undefined;
  const lines = `${' '.repeat(start.column - 1)}${text.slice(start.offset, end.offset)}`.split(/\r?\n|\r/);
  const [head = '', dashes = ''] = lines;
  if (!lines.some((line) => measure(line) > MOST_COLUMNS)) return undefined;
  const runs = (dashes.match(/:?-+:?/g) ?? []).map(({ length }) => length);
  const [longest, shortest] = [Math.max(...runs), Math.min(...runs)];
  if (runs.length < 2 || runs.length !== countColumns(table)) return undefined;
  if (longest < LEAST_DASHES || longest < LEAST_RATIO * shortest) return undefined;
  return isBelow(findBars(head), findBars(dashes)) ? undefined : runs;
}

const countColumns = ({ align, children }: Table): number =>
  align?.length ?? children[0]?.children.length ?? 0;

const measure = (line: string): number => spreadLine({ text: line, offset: 0 }, true).text.trim().length;

/** Returns the columns of the bars between cells. */
function findBars(line: string): readonly number[] {
  const { text } = spreadLine({ text: line.replaceAll('\\|', '  '), offset: 0 }, true);
  return [...text.matchAll(/\|/g)].map(({ index }) => index);
}

/** Returns whether all bars are below each other. */
const isBelow = (above: readonly number[], below: readonly number[]): boolean =>
  above.length === below.length && below.every((column, index) => above[index] === column);

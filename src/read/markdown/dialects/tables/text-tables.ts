/**
 * Reads tables in plain text: grid, simple and multiline tables of pandoc. Our own code, because
 * `@adobe/mdast-util-gridtables` parses each cell with all definitions of the file, gives no positions in the file, does
 * not know notes in cells, and reads grid tables alone.
 */
import type { Paragraph, Root, RootContent } from 'mdast';
import type { Report } from '../../../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../../../core/source-location.ts';
import { locationAt, pointAt } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { MarkupFindings } from '../../markup-findings.ts';
import type { DialectSyntax, ParsePart } from '../dialect.ts';
import { CellText, listLabels } from './cell-contents.ts';
import { addTableBlocks, type TextTable } from './table-block.ts';
import { findTables } from './table-lines.ts';
import { buildTable } from './table-nodes.ts';
import type { Cell } from './table-shape.ts';

/** Tables in cells of tables. */
const MOST_LEVELS = 3;

export const textTables: DialectSyntax = {
  extend(source) {
    addTableBlocks(this, findTables(source.text));
  },
  transform: (tree, file, report, parse) => {
    const labels = listLabels(tree, file);
    readTables(tree, (offset) => offset, { file, labels, report, parse, level: 1 });
  },
};

/** Converts an offset in the text with the tables, which are the file or cells of other tables, to one in the file. */
export type ToFile = (offset: number) => number;

export interface Reading {
  readonly file: SourceFile;
  /** Of definitions and notes, as they are written. */
  readonly labels: readonly string[];
  readonly report: Report;
  readonly parse: ParsePart;
  readonly level: number;
}

/** Puts tables in the places of their lines. */
function readTables(tree: Root, toFile: ToFile, reading: Reading): void {
  const tables: TextTable[] = [];
  visit(tree, 'textTable', (table) => void tables.push(table));
  if (tables.length === 0) return;
  const cells = tables.flatMap(({ found: { shape } }) =>
    [...shape.head, ...shape.body, ...shape.foot].flat(),
  );
  const contents = reading.level > MOST_LEVELS ? undefined : readCells(cells, toFile, reading);
  if (contents === undefined) reportLines(tables, reading);
  const byCell = new Map(cells.map((cell, index) => [cell, contents?.[index] ?? []]));
  visit(tree, (node) => {
    if (!('children' in node) || !node.children.some(({ type }) => type === 'textTable')) return;
    const children = (node.children as RootContent[]).map((child) => {
      if (child.type !== 'textTable') return child;
      return contents === undefined
        ? toParagraph(child)
        : buildTable(child.found.shape, (cell) => byCell.get(cell) ?? [], child.position);
    });
    node.children = children as typeof node.children;
  });
}

/** Returns the content of each cell; `undefined` if it cannot be parsed. */
export function readCells(
  cells: readonly Cell[],
  toFile: ToFile,
  reading: Reading,
): readonly (readonly RootContent[])[] | undefined {
  const { file, labels, report, parse, level } = reading;
  const text = new CellText(cells, labels, file, toFile);
  const source = { path: file.path, text: text.text };
  const tree = parse(source, (problem) => {
    const { place } = problem;
    report(
      place === undefined
        ? problem
        : { ...problem, place: locationAt(file, text.toFile(place.line, place.column)) },
    );
  });
  const quotations = tree?.children.filter(({ type }) => type === 'blockquote').slice(0, cells.length);
  if (tree === undefined || quotations?.length !== cells.length) return undefined;
  text.moveToFile(tree, source);
  const inside: ToFile = (offset) => {
    const { line, column } = pointAt(source, offset);
    return text.toFile(line, column);
  };
  readTables(tree, inside, { ...reading, level: level + 1 });
  return quotations.map((quotation) =>
    'children' in quotation ? (quotation.children as RootContent[]) : [],
  );
}

/** Diagnostic: `markup-literal`, for tables that stay lines. */
function reportLines(tables: readonly TextTable[], { file, report }: Reading): void {
  const findings = new MarkupFindings(file);
  for (const { found, position } of tables) {
    findings.find('table', found.lines[0] ?? '', position?.start.offset ?? 0);
  }
  findings.report('markup-literal', report);
}

/** Gives back the lines of a table. */
const toParagraph = ({ found }: TextTable): Paragraph => ({
  type: 'paragraph',
  children: [{ type: 'text', value: found.lines.join('\n') }],
});

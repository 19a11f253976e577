/** Builds tables of data: listings of comma-separated values in `:::table`, with rows from a file or written there. */

import type { Code, Paragraph, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { Position } from 'unist';
import { diagnostic, type Report } from '../../../../core/diagnostics/diagnostic.ts';
import { findDecimalSign, type NumberSigns } from '../../../../core/model/decimal-sign.ts';
import { locationAt, locationOf, pointAt, type SourceFile } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import type { DialectSyntax, ParsePart } from '../dialect.ts';
import { listLabels } from './cell-contents.ts';
import { type DataRow, readRows } from './csv-rows.ts';
import { areNumbers, chooseColumns } from './data-columns.ts';
import { readCount, readDelimiter, readFormats, type TableAttributes } from './data-settings.ts';
import { buildTable, type TablePart } from './table-nodes.ts';
import type { Cell, Row } from './table-shape.ts';
import { readCells } from './text-tables.ts';

/** How many cells a table of data may have: about 250 pages. */
export const MAX_DATA_CELLS = 50_000;

declare module 'mdast-util-directive' {
  interface ContainerDirectiveData {
    /** Whether it is reported that its content cannot be read. */
    isReported?: boolean;
  }
}

declare module 'mdast' {
  interface CodeData {
    /** Lines of a directive above its content. */
    linesAbove?: number;
  }
}

export const dataTables: DialectSyntax = {
  transform: (tree, source, report, parse) => {
    let labels: readonly string[] | undefined;
    visit(tree, 'containerDirective', (node) => {
      if (node.name !== 'table' || node.children.some(({ type }) => TABLES.has(type))) return;
      const data = node.children.find((child): child is Code => child.type === 'code' && isData(child));
      if (data === undefined) return;
      labels ??= listLabels(tree, source);
      const reader = new DataTable(node, data, { source, report, parse, labels });
      const table = reader.build();
      if (table?.type !== 'tablePart') node.data = { ...node.data, isReported: true };
      if (table === data) return;
      node.children.splice(node.children.indexOf(data), 1, ...(table === undefined ? [] : [table]));
      if (node.attributes?.caption) node.children.unshift(reader.readCaption());
    });
  },
};

const TABLES: ReadonlySet<string> = new Set(['table', 'tablePart', 'html']);

const isData = ({ lang }: Code): boolean => /^(?:csv|tsv)$/i.test(lang ?? '');

interface Reading {
  readonly source: SourceFile;
  readonly report: Report;
  readonly parse: ParsePart;
  /** Of definitions and notes in the file. */
  readonly labels: readonly string[];
}

class DataTable {
  readonly #attributes: TableAttributes;
  readonly #code: Code;
  readonly #reading: Reading;
  readonly #position: Position | undefined;
  readonly #place: ReturnType<typeof locationOf>;
  /** Offsets in the file of the lines that have been asked for. */
  readonly #lineStarts: number[] = [];

  constructor(node: ContainerDirective, code: Code, reading: Reading) {
    this.#attributes = node.attributes ?? {};
    this.#code = code;
    this.#reading = reading;
    this.#position = code.position ?? node.position;
    this.#place = locationOf(reading.source, node);
  }

  /**
   * Builds the table. Diagnostics: `table-data-broken`, after which the listing stays; `table-data-too-large`, after which there is
   * nothing; `table-row-uneven`, `table-column-missing`, `table-option-wrong`.
   */
  build(): TablePart | Code | undefined {
    const { report } = this.#reading;
    const given = this.#code.lang?.toLowerCase() === 'tsv' ? '\t' : undefined;
    const delimiter = readDelimiter(this.#attributes, report, this.#place) ?? given;
    const read = readRows(this.#code.value, delimiter);
    if (read.unclosedQuote !== undefined) {
      report(diagnostic('table-data-broken', { problem: 'quote' }, this.#placeOf(read.unclosedQuote)));
      return this.#code;
    }
    const rows = [...this.#readHeader(), ...read.rows];
    if (rows.length === 0) {
      report(diagnostic('table-data-broken', { problem: 'empty' }, this.#place));
      return undefined;
    }
    const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
    if (width * rows.length > MAX_DATA_CELLS) {
      const facts = { cells: width * rows.length, limit: MAX_DATA_CELLS };
      report(diagnostic('table-data-too-large', facts, this.#place));
      return undefined;
    }
    this.#reportUneven(rows);
    const values = rows.flatMap(({ cells }) => cells);
    return this.#buildTable(rows, width, findDecimalSign(values, read.delimiter === ';' ? ',' : '.'));
  }

  /** Reads the caption of a directive as Markdown. */
  readCaption(): Paragraph {
    const offset = this.#position?.start.offset ?? 0;
    const text = this.#attributes.caption ?? '';
    const cell: Cell = {
      pieces: [
        {
          text,
          offset: offset + Math.max(0, this.#reading.source.text.slice(offset, offset + 1000).indexOf(text)),
        },
      ],
      columns: 1,
      rows: 1,
    };
    const [first] = this.#parseCells([cell])?.[0] ?? [];
    const children = first?.type === 'paragraph' ? first.children : [{ type: 'text' as const, value: text }];
    return { type: 'paragraph', data: { directiveLabel: true }, children };
  }

  #parseCells(cells: readonly Cell[]): readonly (readonly RootContent[])[] | undefined {
    const { source: file, report, parse, labels } = this.#reading;
    return readCells(cells, (offset) => offset, { file, report, parse, labels, level: 1 });
  }

  /** Reads the headings that a directive has beside the data. */
  #readHeader(): readonly DataRow[] {
    const { header } = this.#attributes;
    return header ? readRows(header, ',').rows.map(({ cells }) => ({ cells, line: 0 })) : [];
  }

  /** Diagnostic: `table-row-uneven`, once for each table. */
  #reportUneven(rows: readonly DataRow[]): void {
    const columns = rows[0]?.cells.length ?? 0;
    const uneven = rows.filter(({ cells }) => cells.length !== columns);
    const [first] = uneven;
    if (first === undefined) return;
    const lines = uneven.slice(0, 10).map(({ line }) => this.#placeOf(line).line);
    const facts = { cells: first.cells.length, columns, count: uneven.length, lines };
    this.#reading.report(diagnostic('table-row-uneven', facts, this.#placeOf(first.line)));
  }

  #buildTable(rows: readonly DataRow[], width: number, signs: NumberSigns): TablePart {
    const { report } = this.#reading;
    const heads = this.#attributes.header ? 1 : 0;
    const headRows =
      heads + readCount(this.#attributes, 'header-rows', heads === 0 ? 1 : 0, report, this.#place);
    const nameRow = headRows === 0 ? [] : (rows[Math.min(headRows, rows.length) - 1]?.cells ?? []);
    const names = Array.from({ length: width }, (_name, index) => nameRow[index] ?? '');
    const { columns, missing } = chooseColumns(this.#attributes.columns ?? undefined, names);
    for (const fault of missing) {
      report(diagnostic('table-column-missing', { ...fault, known: names }, this.#place));
    }
    const formats = readFormats(this.#attributes, { names, signs }, report, this.#place);
    const body = rows.slice(headRows);
    const isRight = columns.map((column) => areNumbers(body.map(({ cells }) => cells[column] ?? '')));
    const build = ({ cells, line }: DataRow, isHead: boolean): Row =>
      columns.map((column, index) => ({
        pieces: this.#cutPieces(cells[column] ?? '', line),
        ...(isRight[index] && { align: 'right' as const }),
        columns: 1,
        rows: 1,
        ...(!isHead &&
          formats.has(column) && { format: formats.get(column), position: this.#positionOf(line) }),
      }));
    const head = rows.slice(0, headRows).map((row) => build(row, true));
    const shape = { head, body: body.map((row) => build(row, false)), foot: [] };
    return buildTable(shape, this.#createReader([...shape.head, ...shape.body].flat()), this.#position);
  }

  #cutPieces(value: string, line: number): Cell['pieces'] {
    if (value === '') return [];
    return value.split('\n').map((text, index) => ({ text, offset: this.#offsetOf(line + index) }));
  }

  /** Returns what reads the cells: as Markdown if that is asked for, otherwise as they are written. */
  #createReader(cells: readonly Cell[]): (cell: Cell) => readonly RootContent[] {
    if (this.#attributes.cells !== 'markdown') return readPlain;
    const contents = this.#parseCells(cells);
    if (contents === undefined) return readPlain;
    const byCell = new Map(cells.map((cell, index) => [cell, contents[index] ?? []]));
    return (cell) => byCell.get(cell) ?? [];
  }

  /** Returns the place of a line, after the marks of quotations before it. */
  #placeOf(line: number): ReturnType<typeof locationAt> {
    const { source } = this.#reading;
    const offset = this.#offsetOf(line);
    const marks = /^[ \t>]*/.exec(source.text.slice(offset, offset + 200))?.[0].length ?? 0;
    return locationAt(source, offset + marks);
  }

  #positionOf(line: number): Position {
    const point = pointAt(this.#reading.source, this.#offsetOf(line));
    return { start: point, end: point };
  }

  /** Returns the offset in the file of a line of the data. */
  #offsetOf(line: number): number {
    const { text } = this.#reading.source;
    const above = 1 + (this.#code.data?.linesAbove ?? 0);
    for (let known = this.#lineStarts.length; known <= line + above; known += 1) {
      const last = this.#lineStarts[known - 1];
      if (last === undefined) this.#lineStarts.push(this.#position?.start.offset ?? 0);
      else this.#lineStarts.push(text.indexOf('\n', last) + 1 || text.length);
    }
    return Math.min(this.#lineStarts[line + above] ?? text.length, text.length);
  }
}

/** Reads a value as it is written, with its line breaks. */
const readPlain = ({ pieces }: Cell): readonly RootContent[] => {
  if (pieces.length === 0) return [];
  const children = pieces.flatMap(({ text }, index) => [
    ...(index === 0 ? [] : [{ type: 'break' as const }]),
    { type: 'text' as const, value: text },
  ]);
  return [{ type: 'paragraph', children }];
};

/** Finds the lines of a text that draw a table without pipes: grid, simple and multiline tables. */
import { isGridTop, readGridTable } from './grid-table.ts';
import { readRuledTable } from './ruled-table.ts';
import type { FoundTable, Line } from './table-shape.ts';

/** Marks of quotations and of list items before the content of a line. */
const QUOTATION = /^[ >]*/;
const ITEM = /^[ >]*(?:(?:[-*+]|\d{1,9}[.)])[ ]+)+/;
/** Two columns or more, and a rule over the whole table. */
const COLUMNS = /^-{2,}(?:[ ]+-{2,})+$/;
const RULE = /^-{5,}$/;
/** Most lines of the head of a multiline table. */
const MOST_HEAD_LINES = 20;

/** Returns the tables by the number of their first line, counted from 1. */
export function findTables(text: string): ReadonlyMap<number, FoundTable> {
  const search = new TableSearch(text);
  return new Map(search.findAll().map((table) => [table.firstLine + 1, table]));
}

class TableSearch {
  readonly #lines: readonly Line[];
  /** Each line without the marks of quotations, and without spaces. */
  readonly #words: readonly string[];
  /** The last line of those that were found to draw no grid: none begins below the first of them. */
  #lastWithoutGrid = -1;

  constructor(text: string) {
    let offset = 0;
    this.#lines = text.split('\n').map((written) => {
      const line = { text: written.trimEnd(), offset };
      offset += written.length + 1;
      return line;
    });
    this.#words = this.#lines.map(({ text: written }) => written.replace(QUOTATION, ''));
  }

  findAll(): readonly FoundTable[] {
    const found: FoundTable[] = [];
    for (let index = 0; index < this.#lines.length; index += 1) {
      const first = (found.at(-1)?.lastLine ?? -1) + 1;
      const table = this.#findGrid(index) ?? this.#findRuled(index, first);
      if (table === undefined || this.#hasTabs(table)) continue;
      found.push(table);
      index = table.lastLine;
    }
    return found;
  }

  /** Columns cannot be counted over tabs. */
  #hasTabs({ firstLine, lastLine }: FoundTable): boolean {
    return this.#lines.slice(firstLine, lastLine + 1).some(({ text }) => text.includes('\t'));
  }

  #findGrid(firstLine: number): FoundTable | undefined {
    if (firstLine <= this.#lastWithoutGrid) return undefined;
    const start = this.#startOf(firstLine);
    if (!isGridTop(this.#lines[firstLine]?.text.slice(start) ?? '')) return undefined;
    let lastLine = firstLine;
    while (/^[+|]/.test(this.#words[lastLine + 1] ?? '')) lastLine += 1;
    const lines = this.#lines.slice(firstLine, lastLine + 1).map((line, index): Line => {
      const begin = index === 0 ? start : (QUOTATION.exec(line.text)?.[0].length ?? 0);
      return { text: line.text.slice(begin), offset: line.offset + begin };
    });
    const shape = readGridTable(lines);
    if (shape === undefined) this.#lastWithoutGrid = lastLine;
    return shape && { firstLine, lastLine, lines: this.#words.slice(firstLine, lastLine + 1), shape };
  }

  /** Returns the column where the content of a line begins that may begin an item. */
  #startOf(index: number): number {
    const { text = '' } = this.#lines[index] ?? {};
    return (ITEM.exec(text) ?? QUOTATION.exec(text))?.[0].length ?? 0;
  }

  /** Finds a table by its line of dashes. @param first the line after the table above */
  #findRuled(index: number, first: number): FoundTable | undefined {
    const start = this.#startOf(index);
    const written = this.#lines[index]?.text ?? '';
    if (!COLUMNS.test(written.slice(start))) return undefined;
    const rule = ' '.repeat(start) + written.slice(start);
    const above = this.#findHead(index, first);
    const isMultiline = above < index && RULE.test(this.#wordsFrom(above));
    const kind = isMultiline ? 'multiline' : above === index ? 'headless' : 'simple';
    const end = this.#findEnd(index, kind);
    if (end === undefined) return undefined;
    const head = this.#blank(above, isMultiline ? above + 1 : above, index);
    const content = this.#blank(above, index + 1, end.lastRow + 1);
    const hasLongRows = isMultiline || content.some(({ text }) => text.trim() === '');
    const rows = hasLongRows ? splitRows(content) : content.map((line) => [line]);
    const shape = readRuledTable({ head, rule, rows, isMultiline: hasLongRows });
    const lines = this.#words.slice(above, end.lastLine + 1);
    return shape && { firstLine: above, lastLine: end.lastLine, lines, shape };
  }

  #wordsFrom(index: number): string {
    return this.#lines[index]?.text.slice(this.#startOf(index)) ?? '';
  }

  /** Returns the first line of a table's head: a rule, or the line above the dashes; the dashes themselves without a head. */
  #findHead(index: number, first: number): number {
    for (let line = index - 1; line >= first && line >= index - MOST_HEAD_LINES; line -= 1) {
      if (this.#words[line] === '') break;
      if (RULE.test(this.#wordsFrom(line)) && line < index - 1) return line;
    }
    const above = index - 1;
    return above >= first && this.#words[above] !== '' ? above : index;
  }

  /** Finds the last row and the last line of a table below its dashes. A simple one ends at an empty line or at a rule. */
  #findEnd(
    index: number,
    kind: 'simple' | 'headless' | 'multiline',
  ): { readonly lastRow: number; readonly lastLine: number } | undefined {
    const endsAt = (words: string): boolean =>
      RULE.test(words) || COLUMNS.test(words) || (kind === 'simple' && words === '');
    let after = index + 1;
    while (after < this.#words.length && !endsAt(this.#words[after] ?? '')) after += 1;
    const words = this.#words[after] ?? '';
    if (after === index + 1 || (words === '' && kind !== 'simple')) return undefined;
    if (kind === 'multiline' && !RULE.test(words)) return undefined;
    return { lastRow: after - 1, lastLine: words === '' ? after - 1 : after };
  }

  /** Returns lines with spaces in place of the marks before their content. */
  #blank(first: number, from: number, until: number): readonly Line[] {
    return this.#lines.slice(from, until).map(({ text, offset }, index) => {
      // Only the first line of a table may begin an item.
      const isFirst = from + index === first;
      const start = isFirst ? this.#startOf(first) : (QUOTATION.exec(text)?.[0].length ?? 0);
      return { text: ' '.repeat(start) + text.slice(start), offset };
    });
  }
}

/** Returns the lines of each row, which ends at an empty line. */
function splitRows(lines: readonly Line[]): readonly (readonly Line[])[] {
  const rows: Line[][] = [[]];
  for (const line of lines) {
    if (line.text.trim() !== '') rows.at(-1)?.push(line);
    else if (rows.at(-1)?.length) rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

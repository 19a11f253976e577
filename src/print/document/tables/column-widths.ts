/**
 * Balances the columns of a table, so that its rows take few lines. Chromium gives room to the column with the longest
 * text of a single cell, even if all others are short, and squeezes the columns that make the rows tall.
 */
import type { Element, ElementContent } from 'hast';
import { visit } from '../../../lib/html/visit.ts';
import { letterWidth, readTableRows, splitIntoWords, type TableRows } from './table-width.ts';

/** A column: the widths of the words of each line of each cell, as multiples of the type size. */
interface Column {
  readonly cells: readonly (readonly (readonly number[])[])[];
  /** Width of the longest word, and of the longest line. */
  readonly least: number;
  readonly most: number;
  /** Width of the longest line below the head. */
  readonly label: number;
}

/** The room of a table, as multiples of the type size. */
export interface TableRoom {
  /** Width of the text of all columns together. */
  readonly text: number;
  /** Distances between two columns. */
  readonly gaps: readonly number[];
}

/** Cells that are measured at most; of a longer table every second, third, or further row. */
const MAX_CELLS = 300;
/** Characters that are measured at most. A table with longer texts keeps the widths of the browser. */
const MAX_LETTERS = 40_000;
/** Average width of a letter in relation to the estimate of the widest, and width of a space. */
const AVERAGE = 0.88;
const SPACE = 0.25;

/** Adds the widths of the columns to a table, if they save lines. Changes the table in place. */
export function balanceColumns(table: Element, { text, gaps }: TableRoom): void {
  const columns = measureColumns(table);
  const widths = columns && chooseWidths(columns, text);
  if (widths === undefined) return;
  const outer = widths.map((width, index) => width + (gaps[index] ?? 0));
  const whole = outer.reduce((sum, width) => sum + width, 0);
  const children = outer.map((width) => createElement('col', [], `width:${formatPercent(width / whole)}`));
  const after = table.children.findLastIndex(
    (child) => child.type === 'element' && child.tagName === 'caption',
  );
  table.children.splice(after + 1, 0, createElement('colgroup', children));
}

const formatPercent = (share: number): string => `${Math.round(share * 1000) / 10}%`;

const createElement = (tagName: string, children: ElementContent[], style?: string): Element => ({
  type: 'element',
  tagName,
  properties: style === undefined ? {} : { style },
  children,
});

/** Elements whose width or height is not that of their words. */
const UNMEASURED = new Set('img svg math table pre ul ol dl col colgroup'.split(' '));

/** Measures the columns. @returns `undefined` for a table that is not a plain grid of text */
function measureColumns(table: Element): readonly Column[] | undefined {
  let isPlain = true;
  visit({ type: 'root', children: table.children }, 'element', ({ tagName, properties }) => {
    const { colSpan = 1, rowSpan = 1 } = properties;
    if (UNMEASURED.has(tagName) || Number(colSpan) !== 1 || Number(rowSpan) !== 1) isPlain = false;
  });
  const read = readTableRows(table);
  const rows = isPlain ? sampleRows(read) : [];
  const count = rows[0]?.length ?? 0;
  if (count < 2 || rows.some((row) => row.length !== count)) return undefined;
  const texts = rows.map((row) => row.map(readLines));
  if (texts.flat(2).reduce((sum, line) => sum + line.length, 0) > MAX_LETTERS) return undefined;
  return Array.from({ length: count }, (_column, index) =>
    measureColumn(
      texts.map((row) => row[index] ?? []),
      read.heads.length,
    ),
  );
}

function sampleRows({ heads, rows }: TableRows): readonly (readonly Element[])[] {
  const step = Math.ceil((rows.length * (rows[0]?.length ?? 1)) / MAX_CELLS);
  return [...heads, ...rows.filter((_row, index) => index % step === 0)];
}

/** Returns the text of a cell, divided at line breaks and between paragraphs. */
function readLines(cell: Element): readonly string[] {
  const lines = [''];
  const read = (nodes: readonly ElementContent[]): void => {
    for (const node of nodes) {
      if (node.type === 'text') lines.push(`${lines.pop() ?? ''}${node.value}`);
      if (node.type !== 'element') continue;
      if (/^(?:br|p|div)$/.test(node.tagName)) lines.push('');
      read(node.children);
    }
  };
  read(cell.children);
  return lines.filter((line) => line.trim() !== '');
}

function measureColumn(cells: readonly (readonly string[])[], heads: number): Column {
  const measured = cells.map((lines) => lines.map((line) => splitIntoWords(line).map(measureWord)));
  const least = findGreatest(measured.flat().map((words) => findGreatest(words)));
  const most = findGreatest(measured.flat().map(measureLine));
  const label = findGreatest(measured.slice(heads).flat().map(measureLine));
  return { cells: measured, least, most: Math.max(least, most), label };
}

const findGreatest = (widths: readonly number[]): number => Math.max(0, ...widths);

const measureLine = (words: readonly number[]): number =>
  words.reduce((sum, width) => sum + width + SPACE, -SPACE);

const measureWord = (word: string): number =>
  [...word].reduce((sum, letter) => sum + letterWidth(letter), 0) * AVERAGE;

/** Parts of the room by which a column becomes wider or narrower, and the numbers of parts that are tried at once. */
const PARTS = 80;
const AT_ONCE = [1, 2, 3, 5, 8, 13, 21];
/** Changes at most. */
const MAX_CHANGES = 60;

/**
 * Chooses the widths. Begins with those that the browser would take, and moves room from column to column while this
 * saves lines.
 * @returns `undefined` if all lines fit, if nothing fits, or if the browser's own widths are as good
 */
function chooseWidths(given: readonly Column[], room: number): readonly number[] | undefined {
  const columns = keepLabels(given, room);
  const spare = room - sumOf(columns, ({ least }) => least);
  const wanted = sumOf(columns, ({ least, most }) => most - least);
  if (spare <= 0 || wanted <= spare) return undefined;
  const part = room / PARTS;
  const usual = columns.map(({ least, most }) => least + ((most - least) * spare) / wanted);
  const scales = columns.map((column, index) => new Scale(column, usual[index] ?? 0, part));
  const first = weighRows(scales);
  let now = first;
  for (let change = 0; change < MAX_CHANGES; change += 1) {
    const next = findBestMove(scales, now);
    if (next === undefined) break;
    now = next;
  }
  return now.lines < first.lines ? scales.map(({ width }) => width) : undefined;
}

/** Greatest width of a label, such as “Bolt 12”, which looks torn in two lines. As a multiple of the type size. */
const MAX_LABEL = 6;

/** Makes the columns of short labels at least as wide as these, if there is room for all of them. */
function keepLabels(columns: readonly Column[], room: number): readonly Column[] {
  const kept = columns.map((column) =>
    column.label > MAX_LABEL ? column : { ...column, least: Math.max(column.least, column.label) },
  );
  return sumOf(kept, ({ least }) => least) < room ? kept : columns;
}

const sumOf = <T>(items: readonly T[], read: (item: T) => number): number =>
  items.reduce((sum, item) => sum + read(item), 0);

/** A column whose width changes by parts. Remembers the lines of its cells at each width. */
class Scale {
  parts = 0;
  readonly #column: Column;
  readonly #usual: number;
  readonly #part: number;
  readonly #lines = new Map<number, readonly number[]>();

  constructor(column: Column, usual: number, part: number) {
    this.#column = column;
    this.#usual = usual;
    this.#part = part;
  }

  get width(): number {
    return this.#usual + this.parts * this.#part;
  }

  /** Whether the longest word still fits. */
  get fits(): boolean {
    return this.width >= this.#column.least;
  }

  /** Lines of each cell. */
  get lines(): readonly number[] {
    const known = this.#lines.get(this.parts);
    const lines = known ?? this.#column.cells.map((cell) => countLines(cell, this.width));
    this.#lines.set(this.parts, lines);
    return lines;
  }
}

/** The lines of all rows, and their squares by cell, which are fewer if no cell is much longer than its neighbors. */
interface Weight {
  readonly lines: number;
  readonly squares: number;
}

/** Weighs all rows. Loops without copies, because it runs for each move. */
function weighRows(scales: readonly Scale[]): Weight {
  const columns = scales.map(({ lines }) => lines);
  const rows = columns[0]?.length ?? 0;
  let [lines, squares] = [0, 0];
  for (let row = 0; row < rows; row += 1) {
    let most = 0;
    for (const column of columns) {
      const count = column[row] ?? 0;
      if (count > most) most = count;
      squares += count * count;
    }
    lines += most;
  }
  return { lines, squares };
}

const isLess = (one: Weight, other: Weight): boolean =>
  one.lines < other.lines || (one.lines === other.lines && one.squares < other.squares);

/** A number of parts that goes from one column to another. */
interface Move {
  readonly from: Scale;
  readonly to: Scale;
  readonly parts: number;
}

/** Moves room between the two columns for which it saves most. @returns the new weight, or `undefined` if none saves any */
function findBestMove(scales: readonly Scale[], now: Weight): Weight | undefined {
  let [best, move]: [Weight, Move | undefined] = [now, undefined];
  for (const next of listMoves(scales)) {
    transfer(next);
    const weight = next.from.fits ? weighRows(scales) : now;
    if (isLess(weight, best)) [best, move] = [weight, next];
    transfer({ ...next, parts: -next.parts });
  }
  if (move === undefined) return undefined;
  transfer(move);
  return best;
}

const listMoves = (scales: readonly Scale[]): readonly Move[] =>
  scales.flatMap((from) =>
    scales.flatMap((to) => (from === to ? [] : AT_ONCE.map((parts) => ({ from, to, parts })))),
  );

function transfer({ from, to, parts }: Move): void {
  from.parts -= parts;
  to.parts += parts;
}

/** Counts the lines that a cell takes in a width. */
function countLines(lines: readonly (readonly number[])[], width: number): number {
  let count = 0;
  for (const words of lines) {
    let at = Number.POSITIVE_INFINITY;
    for (const word of words) {
      at += SPACE + word;
      if (at <= width + 1e-9) continue;
      count += 1;
      at = word;
    }
  }
  return count;
}

/**
 * Reads simple and multiline tables, whose columns are shown by a line of dashes:
 * https://pandoc.org/MANUAL.html#extension-simple_tables.
 */
import { type ColumnLine, cutColumns, spreadLine } from './column-lines.ts';
import {
  type Alignment,
  type Cell,
  type Line,
  type Piece,
  type Row,
  type TableShape,
  trimPiece,
} from './table-shape.ts';

/** The lines of a table, without rules that only begin or end it. */
export interface RuledLines {
  readonly head: readonly Line[];
  /** The dashes that show the columns. */
  readonly rule: string;
  /** The lines of each row. */
  readonly rows: readonly (readonly Line[])[];
  /** Whether its rows may have several lines, so that the dashes show how wide a column is meant to be. */
  readonly isMultiline: boolean;
}

/** A column from the first of its dashes to that of the next one. */
interface Column {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** Returns the table of lines; `undefined` if words cross the columns, or only one column has words. */
export function readRuledTable({ head, rule, rows, isMultiline }: RuledLines): TableShape | undefined {
  const columns = readColumns(rule);
  const [first = 0] = columns.map(({ start }) => start);
  for (const isByWidth of [true, false]) {
    const spread = (lines: readonly Line[]): readonly ColumnLine[] =>
      lines.map((line) => spreadLine(line, isByWidth));
    const [headLines, bodyLines] = [spread(head), rows.map(spread)];
    const all = [...headLines, ...bodyLines.flat()];
    if (!all.every(({ text }) => isInColumns(text, columns, first))) continue;
    const aligned = headLines.length > 0 ? headLines : (bodyLines[0] ?? []);
    const aligns = columns.map((column) => readAlignment(aligned, column));
    const build = (lines: readonly ColumnLine[]): Row =>
      columns.map((column, index) => buildCell(lines, column, aligns[index]));
    const body = bodyLines.map(build);
    if (!body.some((row) => row.filter(hasWords).length > 1)) return undefined;
    const shape = { head: headLines.length > 0 ? [build(headLines)] : [], body, foot: [] };
    return isMultiline ? { ...shape, widths: columns.map(({ start, end }) => end - start) } : shape;
  }
  return undefined;
}

function readColumns(rule: string): readonly Column[] {
  const dashes = [...rule.matchAll(/-+/g)];
  return dashes.map(({ 0: { length }, index }, at) => ({
    start: index,
    end: index + length,
    next: dashes[at + 1]?.index ?? Infinity,
  }));
}

/** Returns whether there is a space before each column, so that no word is cut. */
const isInColumns = (text: string, columns: readonly Column[], first: number): boolean =>
  text.slice(0, first).trim() === '' &&
  columns.every(({ start }) => start === first || (text[start - 1] ?? ' ') === ' ');

function buildCell(
  lines: readonly ColumnLine[],
  { start, next }: Column,
  align: Alignment | undefined,
): Cell {
  const pieces = lines.map((line): Piece => trimPiece(cutColumns(line, start, next), 0));
  return { pieces, align, columns: 1, rows: 1 };
}

const hasWords = ({ pieces }: Cell): boolean => pieces.some(({ text }) => text !== '');

/** Words that are flush with their dashes on one side only show the alignment. */
function readAlignment(lines: readonly ColumnLine[], { start, end, next }: Column): Alignment | undefined {
  const words = lines.map(({ text }) => text.slice(start, next)).filter((text) => text.trim() !== '');
  if (words.length === 0) return undefined;
  const isLeft = words.every((text) => !text.startsWith(' '));
  const isRight = words.every((text) => text.trimEnd().length === end - start);
  if (isLeft) return isRight ? undefined : 'left';
  return isRight ? 'right' : 'center';
}

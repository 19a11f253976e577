/** Defines what a table consists of, whichever way its lines draw it. */
import type { Position } from 'unist';
import type { CellFormat } from '../../../../core/model/cell-format.ts';

export type Alignment = 'left' | 'right' | 'center';

/** A part of a line that belongs to a cell. */
export interface Piece {
  readonly text: string;
  /** Position of its first character in the text with the table, in UTF-16 code units. */
  readonly offset: number;
}

export interface Cell {
  /** One for each line; lines without words are empty. */
  readonly pieces: readonly Piece[];
  readonly align?: Alignment | undefined;
  readonly columns: number;
  readonly rows: number;
  readonly format?: CellFormat | undefined;
  readonly position?: Position;
}

export type Row = readonly Cell[];

export interface TableShape {
  readonly head: readonly Row[];
  readonly body: readonly Row[];
  readonly foot: readonly Row[];
  /** The widths of the columns as they are drawn; absent: they have no meaning. */
  readonly widths?: readonly number[];
}

/** A line of a text. */
export interface Line {
  readonly text: string;
  /** Position of its first character in the text, in UTF-16 code units. */
  readonly offset: number;
}

/** A table, and the lines that draw it. */
export interface FoundTable {
  /** Counted from 0. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** What is written, without the marks of quotations before it. */
  readonly lines: readonly string[];
  readonly shape: TableShape;
}

/** Returns the part of a line without the spaces around it. @param until without this column */
export function trimPiece(line: Line, from: number, until = Infinity): Piece {
  const part = line.text.slice(from, until);
  const text = part.trim();
  return { text, offset: line.offset + from + (text === '' ? 0 : part.indexOf(text)) };
}

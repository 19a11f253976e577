/**
 * Reads grid tables, whose cells are drawn with `+`, `-`, `=` and `|`: https://pandoc.org/MANUAL.html#extension-grid_tables.
 * Cells may span columns and rows.
 */
import { type ColumnLine, cutColumns, spreadLine } from './column-lines.ts';
import type { Alignment, Cell, Line, Piece, Row, TableShape } from './table-shape.ts';

const TOP = /^\+(?:[-:=]+\+)+$/;
const DOUBLE_RULE = /^\+(?:[=:]+\+)+$/;

/** Steps over characters for each character of a table, so that a hostile one does not take for ever. */
const MOST_STEPS = 12;

/** Returns the table that lines draw, without their indentation; `undefined` if they draw none. */
export function readGridTable(lines: readonly Line[]): TableShape | undefined {
  for (const isByWidth of [true, false]) {
    const spread = lines.map((line) => spreadLine(line, isByWidth));
    const width = spread[0]?.text.length;
    if (!spread.every(({ text }) => text.length === width && /^[+|].*[+|]$/.test(text))) continue;
    const boxes = new Grid(spread).findBoxes();
    if (boxes !== undefined) return buildShape(spread, boxes);
  }
  return undefined;
}

/** Returns whether a line is the first one of a grid table. */
export const isGridTop = (text: string): boolean => TOP.test(text);

/** A cell by the rules around it: lines and columns, counted from 0. */
interface Box {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Finds the cells of a grid from their upper left corners. */
class Grid {
  readonly #lines: readonly string[];
  readonly #right: number;
  readonly #bottom: number;
  #steps: number;

  constructor(lines: readonly ColumnLine[]) {
    this.#lines = lines.map(({ text }) => text);
    this.#bottom = lines.length - 1;
    this.#right = (this.#lines[0]?.length ?? 1) - 1;
    this.#steps = MOST_STEPS * lines.length * (this.#right + 1);
  }

  /** @returns the cells, row by row; `undefined` if they do not cover the grid */
  findBoxes(): readonly Box[] | undefined {
    /** The line down to which each column is covered. */
    const covered = new Array<number>(this.#right).fill(0);
    const boxes: Box[] = [];
    for (let top = 0; top < this.#bottom; top += 1) {
      if (!this.#addBoxes(top, covered, boxes)) return undefined;
    }
    if (boxes.length === 0 || covered.some((line) => line !== this.#bottom)) return undefined;
    return boxes;
  }

  /** Adds the cells that begin in a line. @returns whether there is a cell wherever none is yet */
  #addBoxes(top: number, covered: number[], boxes: Box[]): boolean {
    for (let left = 0; left < this.#right; ) {
      const box = covered[left] === top ? this.#findBox(top, left) : undefined;
      if (box === undefined && covered[left] === top) return false;
      if (box !== undefined) {
        if (covered.slice(left, box.right).some((line) => line !== top)) return false;
        covered.fill(box.bottom, left, box.right);
        boxes.push(box);
      }
      left = box?.right ?? left + 1;
    }
    return true;
  }

  #at(line: number, column: number): string {
    this.#steps -= 1;
    return this.#lines[line]?.[column] ?? '';
  }

  #findBox(top: number, left: number): Box | undefined {
    for (let right = left + 1; right <= this.#right && this.#steps > 0; right += 1) {
      const sign = this.#at(top, right);
      if (sign === '+') {
        const bottom = this.#findBottom(top, left, right);
        if (bottom !== undefined) return { top, left, bottom, right };
      } else if (!isRule(sign)) return undefined;
    }
    return undefined;
  }

  #findBottom(top: number, left: number, right: number): number | undefined {
    for (let bottom = top + 1; bottom <= this.#bottom && this.#steps > 0; bottom += 1) {
      const sides = [this.#at(bottom, left), this.#at(bottom, right)];
      const isCorner = bottom > top + 1 && sides.every((sign) => sign === '+');
      if (isCorner && this.#hasRule(bottom, left, right)) return bottom;
      if (!sides.every((sign) => sign === '|' || sign === '+')) return undefined;
    }
    return undefined;
  }

  #hasRule(line: number, left: number, right: number): boolean {
    for (let column = left + 1; column < right; column += 1) {
      const sign = this.#at(line, column);
      if (sign !== '+' && !isRule(sign)) return false;
    }
    return true;
  }
}

const isRule = (sign: string): boolean => sign === '-' || sign === '=' || sign === ':';

function buildShape(lines: readonly ColumnLine[], boxes: readonly Box[]): TableShape {
  const tops = [...new Set(boxes.map(({ top }) => top))].toSorted((a, b) => a - b);
  const lefts = [...new Set(boxes.map(({ left }) => left))].toSorted((a, b) => a - b);
  const { headEnd, footStart } = findParts(lines);
  const rule = lines[headEnd]?.text ?? '';
  const rows = new Map<number, Cell[]>(tops.map((top) => [top, []]));
  for (const box of boxes) {
    rows.get(box.top)?.push({
      pieces: cutPieces(lines, box),
      align: readAlignment(rule.slice(box.left + 1, box.right)),
      columns: countBetween(lefts, box.left, box.right),
      rows: countBetween(tops, box.top, box.bottom),
    });
  }
  const part = (from: number, to: number): readonly Row[] =>
    [...rows].flatMap(([top, row]) => (top >= from && top < to ? [row] : []));
  const right = Math.max(...boxes.map((box) => box.right));
  const widths = lefts.map((left, index) => (lefts[index + 1] ?? right) - left - 1);
  const parts = {
    head: part(0, headEnd),
    body: part(headEnd, footStart),
    foot: part(footStart, lines.length),
  };
  return widths.length > 1 ? { ...parts, widths } : parts;
}

/** A rule of `=` ends the head. If the last line is one, too, another begins the foot. */
function findParts(lines: readonly ColumnLine[]): { readonly headEnd: number; readonly footStart: number } {
  const doubles = lines.flatMap(({ text }, index) => (index > 0 && DOUBLE_RULE.test(text) ? [index] : []));
  const last = lines.length - 1;
  const footStart = (doubles.at(-1) === last ? doubles.at(-2) : undefined) ?? last;
  const [first = 0] = doubles;
  return { headEnd: first < footStart ? first : 0, footStart };
}

const countBetween = (places: readonly number[], from: number, to: number): number =>
  places.filter((place) => place >= from && place < to).length;

function readAlignment(rule: string): Alignment | undefined {
  if (rule.startsWith(':')) return rule.endsWith(':') ? 'center' : 'left';
  return rule.endsWith(':') ? 'right' : undefined;
}

/** Returns the lines of a cell without the spaces that all of them begin with. */
function cutPieces(lines: readonly ColumnLine[], { top, left, bottom, right }: Box): readonly Piece[] {
  const parts = lines.slice(top + 1, bottom).map((line) => cutColumns(line, left + 1, right));
  const indents = parts.flatMap(({ text }) =>
    text.trim() === '' ? [] : [text.length - text.trimStart().length],
  );
  const indent = indents.reduce((least, each) => Math.min(least, each), Infinity);
  return parts.map(({ text, offset }) =>
    text.trim() === ''
      ? { text: '', offset }
      : { text: text.slice(indent).trimEnd(), offset: offset + indent },
  );
}

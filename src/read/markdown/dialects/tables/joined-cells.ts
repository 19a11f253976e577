/** Finds out which cells of a table the signs `^`, `<` and `>` join, and whether they form rectangles. */
import type { SpanProblem } from '../../../../core/diagnostics/catalogue/tables.ts';

export type Sign = '^' | '<' | '>';

export interface SignedCell {
  readonly sign: Sign | undefined;
  readonly text: string;
}

type Grid = readonly (readonly SignedCell[])[];

interface Place {
  readonly row: number;
  readonly column: number;
}

export interface JoinedCell extends Place {
  /** The cell with the content. */
  readonly from: Place;
  readonly columns: number;
  readonly rows: number;
}

/** The first sign that joins nothing. */
export interface BrokenSign extends Place {
  readonly problem: SpanProblem;
}

/** Joins cells. @param grid all rows; the first is the head. @returns the cells of each row, or the first sign that is wrong */
export function joinCells(grid: Grid): { readonly rows: readonly (readonly JoinedCell[])[] } | BrokenSign {
  const owners = new Map<string, Place>();
  const columns = listColumnsWithWords(grid);
  for (const [row, cells] of grid.entries()) {
    for (const [column, { sign }] of cells.entries()) {
      const place = { row, column };
      const from = findContent(grid, place, owners);
      if (from === undefined) return { ...place, problem: 'edge' };
      if (sign === undefined) continue;
      const joined = grid[from.row]?.[from.column]?.text ?? '';
      const next = cells[column + 1]?.text ?? '';
      if (isDoubtful(sign, joined, next, columns.has(column))) return { ...place, problem: 'doubtful' };
    }
  }
  return measure(grid, owners);
}

const keyOf = ({ row, column }: Place): string => `${row} ${column}`;

const STEPS: Readonly<Record<Sign, readonly [row: number, column: number]>> = {
  '^': [-1, 0],
  '<': [0, -1],
  '>': [0, 1],
};

/** Follows signs to the cell with content; `undefined` if there is none. Adds it to `owners` for each cell on the way. */
function findContent(grid: Grid, start: Place, owners: Map<string, Place>): Place | undefined {
  let place = start;
  const passed = new Set<string>();
  while (!owners.has(keyOf(place))) {
    const cell = grid[place.row]?.[place.column];
    if (cell === undefined || passed.has(keyOf(place))) return undefined;
    if (cell.sign === undefined) owners.set(keyOf(place), place);
    else {
      passed.add(keyOf(place));
      const [down, right] = STEPS[cell.sign];
      place = { row: place.row + down, column: place.column + right };
    }
  }
  const owner = owners.get(keyOf(place));
  if (owner !== undefined) for (const key of passed) owners.set(key, owner);
  return owner;
}

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
const NUMBER = /^[\s±~≈−–+-]*\p{N}/u;

/** Returns the columns that hold words below the head. */
const listColumnsWithWords = (grid: Grid): ReadonlySet<number> =>
  new Set(
    grid
      .slice(1)
      .flatMap((cells) => [...cells.keys()].filter((column) => hasWords(cells[column]?.text ?? ''))),
  );

/**
 * Returns whether a sign may be meant as itself: `| CRP | < | 5 |` is a result below 5, and its sign must not be lost. `>` before a
 * number is doubtful, and `<` is if its column holds nothing but signs. A sign that would join another sign, such as `^` below `+`, is
 * doubtful, too. @param joined the text that goes on @param next the text after the sign
 */
function isDoubtful(sign: Sign, joined: string, next: string, isColumnOfWords: boolean): boolean {
  if (joined !== '' && !hasWords(joined)) return true;
  if (sign === '^' || !NUMBER.test(next)) return false;
  return sign === '>' || !isColumnOfWords;
}

function measure(grid: Grid, owners: ReadonlyMap<string, Place>): ReturnType<typeof joinCells> {
  const rows: JoinedCell[][] = grid.map(() => []);
  for (const [owner, places] of groupByOwner(grid, owners)) {
    const joined = measureGroup(places);
    const sign = places.find((place) => keyOf(place) !== owner) ?? joined;
    if (joined.columns * joined.rows !== places.length) return { ...placeOf(sign), problem: 'shape' };
    if (joined.row === 0 && joined.rows > 1) return { ...placeOf(sign), problem: 'head' };
    const from = owners.get(keyOf(joined)) ?? joined;
    rows[joined.row]?.push({ ...joined, from });
  }
  return { rows: rows.map((row) => row.toSorted((one, other) => one.column - other.column)) };
}

/** Returns the places of each joined cell, by the place of its content. */
function groupByOwner(grid: Grid, owners: ReadonlyMap<string, Place>): ReadonlyMap<string, readonly Place[]> {
  const groups = new Map<string, Place[]>();
  for (const [row, cells] of grid.entries()) {
    for (const column of cells.keys()) {
      const owner = keyOf(owners.get(keyOf({ row, column })) ?? { row, column });
      const group = groups.get(owner);
      if (group === undefined) groups.set(owner, [{ row, column }]);
      else group.push({ row, column });
    }
  }
  return groups;
}

const placeOf = ({ row, column }: Place): Place => ({ row, column });

/** Returns the smallest rectangle around places. */
function measureGroup(places: readonly Place[]): Place & { readonly columns: number; readonly rows: number } {
  const [top, bottom] = rangeOf(places.map(({ row }) => row));
  const [left, right] = rangeOf(places.map(({ column }) => column));
  return { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
}

function rangeOf(numbers: readonly number[]): readonly [number, number] {
  let [least = 0, most = 0] = [numbers[0], numbers[0]];
  for (const number of numbers) {
    least = Math.min(least, number);
    most = Math.max(most, number);
  }
  return [least, most];
}

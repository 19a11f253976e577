/**
 * Aligns two texts: maps each letter of one to its counterpart in the other. Uses Myers' shortest edit script
 * (E. W. Myers, “An O(ND) Difference Algorithm and Its Variations”, 1986) in sections, so that the cost grows
 * linearly with the difference and not with its square.
 */

/**
 * Greatest number of edits in one section. If a section needs more, the first {@link KEPT_EDITS} count and
 * the rest is redone.
 */
const MAX_EDITS = 1500;
const KEPT_EDITS = 1000;

/** Number of consecutive sections without a match after which the alignment stops. */
const MAX_UNRELATED = 10;

/** Length of a match that is not a coincidence, in letters. */
const ANCHOR = 24;

/** Returns for each UTF-16 code unit of `one` its index in `other`, or -1. */
export function alignTexts(one: string, other: string): Int32Array {
  const indexes = new Int32Array(one.length).fill(-1);
  let from: Point = { x: 0, y: 0 };
  let unrelated = 0;
  while (from.x < one.length && from.y < other.length && unrelated < MAX_UNRELATED) {
    const path = findPath(one, other, from);
    const leap = path.isDone ? undefined : findLeap(path, one, other, from);
    recordRuns(path.runs, leap?.after.x ?? one.length, indexes);
    from = leap?.to ?? path.end;
    unrelated = path.isDone || path.runs.some(({ length }) => length >= ANCHOR) ? 0 : unrelated + 1;
  }
  preferAdjacent(indexes, one, other);
  return indexes;
}

/**
 * Finds a leap over a part that only one text has and that is longer than a section: from the end of the last
 * certain match to the point where the other text continues.
 */
function findLeap({ runs }: Path, one: string, other: string, start: Point) {
  const sure = runs.findLast(({ length }) => length >= ANCHOR);
  const after = sure === undefined ? start : { x: sure.x + sure.length, y: sure.y + sure.length };
  const x = one.indexOf(other.slice(after.y, after.y + ANCHOR), after.x);
  if (x >= 0) return { after, to: { x, y: after.y } };
  const y = other.indexOf(one.slice(after.x, after.x + ANCHOR), after.y);
  return y >= 0 ? { after, to: { x: after.x, y } } : undefined;
}

/** Among alignments of equal cost, prefers the one that keeps the letters of a word adjacent. */
function preferAdjacent(indexes: Int32Array, one: string, other: string): void {
  const from = new Int32Array(other.length).fill(-1);
  for (let at = 0; at < indexes.length; at += 1) {
    const index = indexes[at] ?? -1;
    if (index >= 0) from[index] = at;
  }
  for (let at = one.length - 2; at >= 0; at -= 1) {
    const index = (indexes[at + 1] ?? -1) - 1;
    if (index < 0 || indexes[at] !== -1 || one[at] !== other[index]) continue;
    if (!IN_WORD.test(other.slice(index, index + 2))) continue;
    const stray = from[index] ?? -1;
    if (stray >= 0) indexes[stray] = -1;
    indexes[at] = index;
    from[index] = at;
  }
}

const IN_WORD = /^[\p{L}\p{N}]{2}$/u;

/** Writes common runs into the result. @param end of the certain part of `one` */
function recordRuns(runs: readonly CommonRun[], end: number, indexes: Int32Array): void {
  for (const run of runs) {
    if (run.x >= end) break;
    for (let step = 0; step < run.length; step += 1) indexes[run.x + step] = run.y + step;
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A run of letters that are equal in both texts. */
interface CommonRun extends Point {
  readonly length: number;
}

interface Path {
  readonly runs: readonly CommonRun[];
  readonly end: Point;
  /** Whether the path reaches the end of both texts. */
  readonly isDone: boolean;
}

/**
 * For one number of edits, the furthest index in `one` on each diagonal. The diagonal `y = x` is in the
 * middle.
 */
type Reached = Int32Array;

function findPath(one: string, other: string, start: Point): Path {
  const trace: Reached[] = [];
  for (;;) {
    const edits = trace.length;
    const { reached, furthest, isDone } = addEdit(one, other, start, trace);
    trace.push(reached);
    if (isDone) return { ...tracePath(trace, furthest, start, edits), isDone };
    if (edits === MAX_EDITS) return { ...tracePath(trace, furthest, start, KEPT_EDITS), isDone };
  }
}

/** Extends all diagonals by one edit. `furthest` is the diagonal that covers most of both texts. */
function addEdit(one: string, other: string, start: Point, trace: readonly Reached[]) {
  const edits = trace.length;
  const before = trace.at(-1);
  const [width, height] = [one.length - start.x, other.length - start.y];
  const reached = new Int32Array(2 * edits + 3);
  let [furthest, most] = [0, -1];
  for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
    const from = before === undefined ? 0 : startAfterEdit(before, diagonal, edits);
    const x = from + countEqual(one, other, start.x + from, start.y + from - diagonal);
    reached[diagonal + edits + 1] = x;
    const done = 2 * x - diagonal;
    if (x <= width && x - diagonal <= height && done > most) [furthest, most] = [diagonal, done];
  }
  return { reached, furthest, isDone: most === width + height };
}

/** Returns the number of equal letters from a point on. */
function countEqual(one: string, other: string, x: number, y: number): number {
  let length = 0;
  const most = Math.min(one.length - x, other.length - y);
  while (length < most && one.charCodeAt(x + length) === other.charCodeAt(y + length)) length += 1;
  return length;
}

/** Returns where a diagonal starts after one more edit: a deletion or an insertion. */
function startAfterEdit(before: Reached, diagonal: number, edits: number): number {
  const middle = diagonal + edits;
  const [below, above] = [before[middle - 1] ?? 0, before[middle + 1] ?? 0];
  if (diagonal === -edits) return above;
  return diagonal === edits || below >= above ? below + 1 : above;
}

/** Traces the path back to its start. @param keptEdits number of edits, from the start of the path, that count */
function tracePath(trace: readonly Reached[], last: number, start: Point, keptEdits: number) {
  const runs: CommonRun[] = [];
  let diagonal = last;
  let end: Point | undefined;
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const x = trace[edits]?.[diagonal + edits + 1] ?? 0;
    const before = trace[edits - 1];
    const from = before === undefined ? 0 : startAfterEdit(before, diagonal, edits);
    if (edits <= keptEdits) {
      end ??= { x: start.x + x, y: start.y + x - diagonal };
      if (x > from) runs.push({ x: start.x + from, y: start.y + from - diagonal, length: x - from });
    }
    if (before !== undefined) diagonal = isInsertion(before, diagonal, edits) ? diagonal + 1 : diagonal - 1;
  }
  return { runs: runs.toReversed(), end: end ?? start };
}

function isInsertion(before: Reached, diagonal: number, edits: number): boolean {
  const middle = diagonal + edits;
  if (diagonal === -edits) return true;
  return diagonal !== edits && (before[middle - 1] ?? 0) < (before[middle + 1] ?? 0);
}

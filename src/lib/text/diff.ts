/**
 * Two texts laid beside each other: which letter of the one is which of the other. Myers' shortest edit script (E. W. Myers,
 * “An O(ND) Difference Algorithm and Its Variations”, 1986), a stretch at a time, so that the cost grows with the
 * difference and not with its square.
 */

/** Edits that one stretch may need; where it needs more, the first part of it is kept, and the rest looked at anew. */
const MOST = 1500;
const KEPT = 1000;

/** Stretches with nothing in common, one after the other, after which the texts are given up. */
const STRANGE = 10;

/** Letters that are not together by chance. */
const ANCHOR = 24;

/** @returns for each code unit of `one` its place in `other`, or -1 */
export function align(one: string, other: string): Int32Array {
  const places = new Int32Array(one.length).fill(-1);
  let from: Point = { x: 0, y: 0 };
  let strange = 0;
  while (from.x < one.length && from.y < other.length && strange < STRANGE) {
    const path = stretch(one, other, from);
    const leap = path.isDone ? undefined : leapAfter(path, one, other, from);
    note(path.runs, leap?.after.x ?? one.length, places);
    from = leap?.to ?? path.end;
    strange = path.isDone || path.runs.some(({ length }) => length >= ANCHOR) ? 0 : strange + 1;
  }
  gather(places, one, other);
  return places;
}

/**
 * Over a part that only one text has, and that is longer than a stretch: from the last letters that surely belong together
 * to where the other text goes on.
 */
function leapAfter({ runs }: Path, one: string, other: string, start: Point) {
  const sure = runs.findLast(({ length }) => length >= ANCHOR);
  const after = sure === undefined ? start : { x: sure.x + sure.length, y: sure.y + sure.length };
  const x = one.indexOf(other.slice(after.y, after.y + ANCHOR), after.x);
  if (x >= 0) return { after, to: { x, y: after.y } };
  const y = other.indexOf(one.slice(after.x, after.x + ANCHOR), after.y);
  return y >= 0 ? { after, to: { x: after.x, y } } : undefined;
}

/** Of ways that cost the same: in a word, a letter goes with the one that follows it, not with a stray one before. */
function gather(places: Int32Array, one: string, other: string): void {
  const from = new Int32Array(other.length).fill(-1);
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? -1;
    if (place >= 0) from[place] = at;
  }
  for (let at = one.length - 2; at >= 0; at -= 1) {
    const place = (places[at + 1] ?? -1) - 1;
    if (place < 0 || places[at] !== -1 || one[at] !== other[place]) continue;
    if (!IN_WORD.test(other.slice(place, place + 2))) continue;
    const stray = from[place] ?? -1;
    if (stray >= 0) places[stray] = -1;
    places[at] = place;
    from[place] = at;
  }
}

const IN_WORD = /^[\p{L}\p{N}]{2}$/u;

/** @param end of what is sure in `one` */
function note(runs: readonly Run[], end: number, places: Int32Array): void {
  for (const run of runs) {
    if (run.x >= end) break;
    for (let step = 0; step < run.length; step += 1) places[run.x + step] = run.y + step;
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Letters that are equal in both, one after the other. */
interface Run extends Point {
  readonly length: number;
}

interface Path {
  readonly runs: readonly Run[];
  readonly end: Point;
  /** It goes to the end of both. */
  readonly isDone: boolean;
}

/** For each number of edits, how far `one` can be gone through on each diagonal; that of `y = x` is in the middle. */
type Reached = Int32Array;

function stretch(one: string, other: string, start: Point): Path {
  const trace: Reached[] = [];
  for (;;) {
    const edits = trace.length;
    const { reached, furthest, isDone } = oneEditMore(one, other, start, trace);
    trace.push(reached);
    if (isDone) return { ...pathBack(trace, furthest, start, edits), isDone };
    if (edits === MOST) return { ...pathBack(trace, furthest, start, KEPT), isDone };
  }
}

/** `furthest` is the diagonal on which most of both is gone through. */
function oneEditMore(one: string, other: string, start: Point, trace: readonly Reached[]) {
  const edits = trace.length;
  const before = trace.at(-1);
  const [width, height] = [one.length - start.x, other.length - start.y];
  const reached = new Int32Array(2 * edits + 3);
  let [furthest, most] = [0, -1];
  for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
    const from = before === undefined ? 0 : beginning(before, diagonal, edits);
    const x = from + equalFrom(one, other, start.x + from, start.y + from - diagonal);
    reached[diagonal + edits + 1] = x;
    const done = 2 * x - diagonal;
    if (x <= width && x - diagonal <= height && done > most) [furthest, most] = [diagonal, done];
  }
  return { reached, furthest, isDone: most === width + height };
}

/** How many letters are the same from there on. */
function equalFrom(one: string, other: string, x: number, y: number): number {
  let length = 0;
  const most = Math.min(one.length - x, other.length - y);
  while (length < most && one.charCodeAt(x + length) === other.charCodeAt(y + length)) length += 1;
  return length;
}

/** Where an edit leads to on a diagonal, from what was reached with one fewer: a letter left out, or one more. */
function beginning(before: Reached, diagonal: number, edits: number): number {
  const middle = diagonal + edits;
  const [below, above] = [before[middle - 1] ?? 0, before[middle + 1] ?? 0];
  if (diagonal === -edits) return above;
  return diagonal === edits || below >= above ? below + 1 : above;
}

/** @param kept how many edits of the path, from its start, count */
function pathBack(trace: readonly Reached[], last: number, start: Point, kept: number) {
  const runs: Run[] = [];
  let diagonal = last;
  let end: Point | undefined;
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const x = trace[edits]?.[diagonal + edits + 1] ?? 0;
    const before = trace[edits - 1];
    const from = before === undefined ? 0 : beginning(before, diagonal, edits);
    if (edits <= kept) {
      end ??= { x: start.x + x, y: start.y + x - diagonal };
      if (x > from) runs.push({ x: start.x + from, y: start.y + from - diagonal, length: x - from });
    }
    if (before !== undefined) diagonal = isDown(before, diagonal, edits) ? diagonal + 1 : diagonal - 1;
  }
  return { runs: runs.toReversed(), end: end ?? start };
}

function isDown(before: Reached, diagonal: number, edits: number): boolean {
  const middle = diagonal + edits;
  if (diagonal === -edits) return true;
  return diagonal !== edits && (before[middle - 1] ?? 0) < (before[middle + 1] ?? 0);
}

/**
 * Paints anti-aliased polygons on rows of pixels. The covered area of each pixel is computed, not sampled: each edge
 * adds, in the rows that it crosses, the area between it and the right border. Prefix sums along a row are
 * the coverage. A row is a list of runs and not of pixels, because most of a cover is one color, and most rows are equal to the
 * one above.
 */
import type { Polyline } from './outline.ts';

export type Color = readonly [red: number, green: number, blue: number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The runs of a row, from left to right: a color index, then where the run ends, again and again. A row is never changed, so
 * that equal rows can be the same list.
 */
export type Row = readonly number[];

/** Number of steps to which coverage is rounded, because a palette cannot hold more shades. */
const SHADES = 8;

/** Returns a color as a number for use as a map key: red in the lowest byte, then green, then blue. */
const toColorKey = ([red, green, blue]: Color): number => red | (green << 8) | (blue << 16);

export const WHITE: Color = [255, 255, 255];

/** The state of a canvas to which it can be rolled back. */
interface Snapshot {
  readonly rows: readonly Row[];
  readonly counts: readonly number[];
}

export class Canvas {
  readonly size: Size;
  readonly rows: Row[];
  /** The colors, in the order in which they were first painted. */
  readonly colors: Color[] = [WHITE];
  /** The number of pixels of each color. */
  readonly counts: number[];
  readonly #indexes = new Map([[toColorKey(WHITE), 0]]);
  #snapshot: Snapshot | undefined;

  /** Creates a white canvas. */
  constructor(size: Size) {
    this.size = size;
    const white: Row = [0, size.width];
    this.rows = Array.from({ length: size.height }, () => white);
    this.counts = [size.width * size.height];
  }

  /** Saves the present state for {@link rollback}. */
  snapshot(): void {
    this.#snapshot = { rows: [...this.rows], counts: [...this.counts] };
  }

  /** The rows and the number of colors at the snapshot; `undefined` without a snapshot. */
  get background(): { readonly rows: readonly Row[]; readonly colors: number } | undefined {
    const snapshot = this.#snapshot;
    return snapshot && { rows: snapshot.rows, colors: snapshot.counts.length };
  }

  /** Restores the state at the snapshot. */
  rollback(): void {
    if (this.#snapshot === undefined) return;
    const { rows, counts } = this.#snapshot;
    for (const [y, row] of rows.entries()) this.rows[y] = row;
    for (const color of this.colors.splice(counts.length)) this.#indexes.delete(toColorKey(color));
    this.counts.splice(0, Number.POSITIVE_INFINITY, ...counts);
  }

  /** Fills polygons. Those of opposite direction cut holes, those of the same direction are united. */
  fill(polygons: readonly Polyline[], color: Color): void {
    const box = findPixelBox(polygons, this.size);
    if (box === undefined) return;
    const ink = this.#findIndex(color);
    if (isPixelRectangle(polygons, box)) this.#fillBox(box, ink);
    else this.#fillCovered(box, coverPixels(polygons, box), ink);
  }

  #fillBox({ left, right, top, bottom }: PixelBox, ink: number): void {
    const spans = [left, right, SHADES];
    const filled = new Map<Row, Row>();
    for (let y = top; y < bottom; y += 1) {
      const row = this.#rowAt(y);
      const painted = filled.get(row) ?? blendSpans(row, spans, () => ink);
      filled.set(row, painted);
      this.#replaceRow(y, painted);
    }
  }

  #fillCovered({ top, bottom }: PixelBox, coverage: Coverage, ink: number): void {
    /** Blended colors, by background color and coverage. */
    const shades = new Map<number, number>();
    const blend = (ground: number, covered: number): number => {
      if (covered === SHADES) return ink;
      const key = ground * SHADES + covered;
      const shade = shades.get(key) ?? this.#findShade(ground, ink, covered / SHADES);
      shades.set(key, shade);
      return shade;
    };
    /** The last row, before and after it was filled: in a bar, most rows are the same. */
    let last: { readonly row: Row; readonly spans: readonly number[]; readonly filled: Row } | undefined;
    for (let y = top; y < bottom; y += 1) {
      const spans = coverage.findSpans(y);
      if (spans.length === 0) continue;
      const row = this.#rowAt(y);
      const filled =
        last !== undefined && last.row === row && isEqual(last.spans, spans)
          ? last.filled
          : blendSpans(row, spans, blend);
      last = { row, spans, filled };
      this.#replaceRow(y, filled);
    }
    coverage.release();
  }

  #rowAt(y: number): Row {
    return this.rows[y] ?? [];
  }

  #replaceRow(y: number, row: Row): void {
    this.#count(this.#rowAt(y), -1);
    this.#count(row, 1);
    const above = this.rows[y - 1];
    this.rows[y] = above !== undefined && isEqual(above, row) ? above : row;
  }

  #count(row: Row, factor: 1 | -1): void {
    for (let run = 0, start = 0; run < row.length; run += 2) {
      const [color = 0, end = 0] = [row[run], row[run + 1]];
      this.counts[color] = (this.counts[color] ?? 0) + factor * (end - start);
      start = end;
    }
  }

  #findShade(ground: number, ink: number, part: number): number {
    return this.#findIndex(blendColors(this.colors[ground] ?? WHITE, this.colors[ink] ?? WHITE, part));
  }

  #findIndex(color: Color): number {
    const index = this.#indexes.get(toColorKey(color)) ?? this.colors.length;
    if (index === this.colors.length) {
      this.colors.push(color);
      this.counts.push(0);
    }
    this.#indexes.set(toColorKey(color), index);
    return index;
  }
}

function isEqual(one: readonly number[], other: readonly number[]): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}

/**
 * Returns a row with other colors in some places.
 * @param spans from left to right: start, end and coverage, again and again
 */
function blendSpans(
  row: Row,
  spans: readonly number[],
  blend: (ground: number, covered: number) => number,
): Row {
  const blended: number[] = [];
  let run = 0;
  let start = 0;
  /** Adds the row up to a place. */
  const addUntil = (place: number, covered: number): void => {
    while (start < place) {
      const [ground = 0, runEnd = 0] = [row[run], row[run + 1]];
      const end = Math.min(runEnd, place);
      const color = covered === 0 ? ground : blend(ground, covered);
      if (blended.at(-2) === color) blended[blended.length - 1] = end;
      else blended.push(color, end);
      if (end === runEnd) run += 2;
      start = end;
    }
  };
  for (let index = 0; index < spans.length; index += 3) {
    addUntil(spans[index] ?? 0, 0);
    addUntil(spans[index + 1] ?? 0, spans[index + 2] ?? 0);
  }
  addUntil(row.at(-1) ?? 0, 0);
  return blended;
}

/** A box in pixels. `right` and `bottom` are exclusive. */
interface PixelBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function findPixelBox(polygons: readonly Polyline[], { width, height }: Size): PixelBox | undefined {
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (const { points } of polygons) {
    for (let index = 0; index < points.length; index += 2) {
      const [x = 0, y = 0] = [points[index], points[index + 1]];
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  const box = {
    left: Math.max(0, Math.floor(left)),
    right: Math.min(width, Math.ceil(right)),
    top: Math.max(0, Math.floor(top)),
    bottom: Math.min(height, Math.ceil(bottom)),
  };
  return box.left < box.right && box.top < box.bottom ? box : undefined;
}

/** Returns whether the shape is one rectangle with edges between pixels, as most of a cover is. */
function isPixelRectangle(
  [polygon, another]: readonly Polyline[],
  { left, right, top, bottom }: PixelBox,
): boolean {
  if (polygon === undefined || another !== undefined || polygon.points.length !== 8) return false;
  const [x0, y0, x1, y1, x2, y2, x3, y3] = polygon.points;
  const isUpright = x0 === x3 && y0 === y1 && x1 === x2 && y2 === y3;
  return isUpright && x0 === left && x1 === right && y0 === top && y2 === bottom;
}

function coverPixels(polygons: readonly Polyline[], box: PixelBox): Coverage {
  const coverage = new Coverage(box);
  for (const { points } of polygons) {
    for (let index = 0; index < points.length; index += 2) {
      const next = index + 2 < points.length ? index + 2 : 0;
      coverage.addEdge(points[index] ?? 0, points[index + 1] ?? 0, points[next] ?? 0, points[next + 1] ?? 0);
    }
  }
  return coverage;
}

/** Zeros for the next coverage: new memory for each shape takes half of the time of painting it. */
let zeros: Float64Array = new Float64Array();

/** Accumulates the coverage of a shape, pixel by pixel. */
class Coverage {
  readonly #box: PixelBox;
  /** Length of a row: two more than its pixels, because an edge on the right border adds behind it. */
  readonly #rowLength: number;
  readonly #length: number;
  readonly #sums: Float64Array;

  constructor(box: PixelBox) {
    this.#box = box;
    this.#rowLength = box.right - box.left + 2;
    this.#length = this.#rowLength * (box.bottom - box.top);
    this.#sums = zeros.length < this.#length ? new Float64Array(this.#length) : zeros;
    zeros = new Float64Array();
  }

  /** Leaves the memory to the next coverage. */
  release(): void {
    zeros = this.#sums.fill(0, 0, this.#length);
  }

  addEdge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return;
    const down = y0 < y1;
    const startX = down ? x0 : x1;
    const start = Math.min(y0, y1);
    const end = Math.max(y0, y1);
    const slope = (x1 - x0) / (y1 - y0);
    const { top, bottom } = this.#box;
    const last = Math.min(bottom, Math.ceil(end));
    for (let y = Math.max(top, Math.floor(start)); y < last; y += 1) {
      const from = Math.max(start, y);
      const to = Math.min(end, y + 1);
      const a = this.#clampX(startX + (from - start) * slope);
      const b = this.#clampX(startX + (to - start) * slope);
      this.#add((y - top) * this.#rowLength, Math.min(a, b), Math.max(a, b), down ? to - from : from - to);
    }
  }

  #clampX(x: number): number {
    const { left, right } = this.#box;
    return Math.min(Math.max(x, left), right) - left;
  }

  /** Adds the part of an edge that is in one row, from `a` to `b` horizontally. */
  #add(row: number, a: number, b: number, height: number): void {
    const first = Math.floor(a);
    const last = Math.max(first + 1, Math.ceil(b));
    let passed = 0;
    let added = 0;
    for (let x = first; x < last; x += 1) {
      // The covered area is to the right of the edge: all of it for the parts in earlier pixels, the mean for
      // this one.
      const enter = Math.max(a, x);
      const leave = Math.min(b, x + 1);
      const share = a === b ? 1 : (leave - enter) / (b - a);
      const covered = (passed + share * (x + 1 - (enter + leave) / 2)) * height;
      this.#change(row + x, covered - added);
      passed += share;
      added = covered;
    }
    this.#change(row + last, height - added);
  }

  #change(at: number, by: number): void {
    this.#sums[at] = (this.#sums[at] ?? 0) + by;
  }

  /** Returns the covered spans of a row, from left to right: start, end and coverage, again and again. */
  findSpans(y: number): readonly number[] {
    const { left, right, top } = this.#box;
    const row = (y - top) * this.#rowLength - left;
    const spans: number[] = [];
    let sum = 0;
    let start = left;
    let last = 0;
    for (let x = left; x <= right; x += 1) {
      const change = this.#sums[row + x] ?? 0;
      // Coverage only changes at edges.
      if (change === 0 && x !== right) continue;
      sum += change;
      const covered = x === right ? -1 : Math.round(Math.min(1, Math.abs(sum)) * SHADES);
      if (covered === last) continue;
      if (last > 0) spans.push(start, x, last);
      start = x;
      last = covered;
    }
    return spans;
  }
}

const blendColors = (ground: Color, ink: Color, part: number): Color => {
  const mix = (below: number, above: number): number => Math.round(below + (above - below) * part);
  return [mix(ground[0], ink[0]), mix(ground[1], ink[1]), mix(ground[2], ink[2])];
};

/**
 * Paints anti-aliased polygons on pixels. The covered area of each pixel is computed, not sampled: each edge
 * adds, in the rows that it crosses, the area between it and the right border. Prefix sums along a row are
 * the coverage.
 */
import type { Polyline } from './outline.ts';

export type Color = readonly [red: number, green: number, blue: number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A range of rows: the first, and the one after the last. An empty range has `top` greater than `bottom`. */
export type RowRange = readonly [top: number, bottom: number];

/** Number of steps to which coverage is rounded, because a palette cannot hold more shades. */
const SHADES = 8;

const NO_ROWS: RowRange = [Number.POSITIVE_INFINITY, 0];

/** Returns a color as a number for use as a map key: red in the lowest byte, then green, then blue. */
const toColorKey = ([red, green, blue]: Color): number => red | (green << 8) | (blue << 16);

export const WHITE: Color = [255, 255, 255];

/** The state of a canvas to which it can be rolled back. */
interface Snapshot {
  readonly pixels: Uint16Array;
  readonly counts: readonly number[];
}

export class Canvas {
  readonly size: Size;
  /** The color index of each pixel, row by row. */
  readonly pixels: Uint16Array;
  /** The colors, in the order in which they were first painted. */
  readonly colors: Color[] = [WHITE];
  /** The number of pixels of each color. */
  readonly counts: number[];
  readonly #indexes = new Map([[toColorKey(WHITE), 0]]);
  #snapshot: Snapshot | undefined;
  /** The rows painted since the snapshot. */
  #changedRows = NO_ROWS;

  /** Creates a white canvas. */
  constructor(size: Size) {
    this.size = size;
    this.pixels = new Uint16Array(size.width * size.height);
    this.counts = [this.pixels.length];
  }

  /** Saves the present state for {@link rollback}. */
  snapshot(): void {
    this.#snapshot = { pixels: this.pixels.slice(), counts: [...this.counts] };
    this.#changedRows = NO_ROWS;
  }

  /**
   * The pixels and the number of colors at the snapshot, and the rows changed since; `undefined` without a
   * snapshot.
   */
  get changes():
    | { readonly pixels: Uint16Array; readonly colors: number; readonly rows: RowRange }
    | undefined {
    const snapshot = this.#snapshot;
    if (snapshot === undefined) return undefined;
    return { pixels: snapshot.pixels, colors: snapshot.counts.length, rows: this.#changedRows };
  }

  /** Restores the state at the snapshot. */
  rollback(): void {
    if (this.#snapshot === undefined) return;
    const { pixels, counts } = this.#snapshot;
    const [top, bottom] = this.#changedRows;
    const { width } = this.size;
    if (top < bottom) this.pixels.set(pixels.subarray(top * width, bottom * width), top * width);
    for (const color of this.colors.splice(counts.length)) this.#indexes.delete(toColorKey(color));
    this.counts.splice(0, Number.POSITIVE_INFINITY, ...counts);
    this.#changedRows = NO_ROWS;
  }

  /** Fills polygons. Those of opposite direction cut holes, those of the same direction are united. */
  fill(polygons: readonly Polyline[], color: Color): void {
    const rows = findPixelBox(polygons, this.size);
    if (rows === undefined) return;
    const ink = this.#findIndex(color);
    this.#changedRows = [
      Math.min(this.#changedRows[0], rows.top),
      Math.max(this.#changedRows[1], rows.bottom),
    ];
    if (isPixelRectangle(polygons, rows)) {
      this.#fillBox(rows, ink);
      return;
    }
    const coverage = new Coverage(rows);
    for (const { points } of polygons) {
      for (let index = 0; index < points.length; index += 2) {
        const next = index + 2 < points.length ? index + 2 : 0;
        coverage.addEdge(
          points[index] ?? 0,
          points[index + 1] ?? 0,
          points[next] ?? 0,
          points[next + 1] ?? 0,
        );
      }
    }
    const shades = new Map<number, number>();
    coverage.visitRuns((start, end, covered) => this.#blendRun(start, end, covered, ink, shades));
  }

  #fillBox({ left, right, top, bottom, stride }: PixelBox, ink: number): void {
    const all = this.pixels.length;
    if ((right - left) * (bottom - top) < all) {
      for (let y = top; y < bottom; y += 1) this.#fillRun(y * stride + left, y * stride + right, ink);
      return;
    }
    this.pixels.fill(ink);
    this.counts.fill(0);
    this.counts[ink] = all;
  }

  #fillRun(start: number, end: number, ink: number): void {
    const { pixels, counts } = this;
    for (let at = start, next = start; at < end; at = next) {
      const ground = pixels[at] ?? 0;
      while (next < end && pixels[next] === ground) next += 1;
      counts[ground] = (counts[ground] ?? 0) - (next - at);
    }
    counts[ink] = (counts[ink] ?? 0) + end - start;
    pixels.fill(ink, start, end);
  }

  /**
   * Blends the ink with a run of pixels.
   * @param shades cache of blended colors, by background color and coverage
   */
  #blendRun(start: number, end: number, covered: number, ink: number, shades: Map<number, number>): void {
    if (covered === SHADES) {
      this.#fillRun(start, end, ink);
      return;
    }
    for (let at = start; at < end; at += 1) {
      const ground = this.pixels[at] ?? 0;
      const key = ground * SHADES + covered;
      const shade = shades.get(key) ?? this.#findShade(ground, ink, covered / SHADES);
      shades.set(key, shade);
      this.pixels[at] = shade;
      this.counts[ground] = (this.counts[ground] ?? 0) - 1;
      this.counts[shade] = (this.counts[shade] ?? 0) + 1;
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

/** A box in pixels. `right` and `bottom` are exclusive. */
interface PixelBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Width of the canvas. */
  readonly stride: number;
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
  return box.left < box.right && box.top < box.bottom ? { ...box, stride: width } : undefined;
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

type RunVisitor = (start: number, end: number, covered: number) => void;

/** Accumulates the coverage of a shape, pixel by pixel. */
class Coverage {
  readonly #box: PixelBox;
  /** Length of a row: two more than its pixels, because an edge on the right border adds behind it. */
  readonly #rowLength: number;
  readonly #sums: Float64Array;

  constructor(box: PixelBox) {
    this.#box = box;
    this.#rowLength = box.right - box.left + 2;
    this.#sums = new Float64Array(this.#rowLength * (box.bottom - box.top));
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

  /**
   * Visits runs of pixels with equal coverage, by their indexes on the canvas. Uncovered pixels are left out.
   */
  visitRuns(visit: RunVisitor): void {
    for (let y = this.#box.top; y < this.#box.bottom; y += 1) this.#visitRunsInRow(y, visit);
  }

  #visitRunsInRow(y: number, visit: RunVisitor): void {
    const { left, right, top, stride } = this.#box;
    const row = (y - top) * this.#rowLength - left;
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
      if (last > 0) visit(y * stride + start, y * stride + x, last);
      start = x;
      last = covered;
    }
  }
}

const blendColors = (ground: Color, ink: Color, part: number): Color => {
  const mix = (below: number, above: number): number => Math.round(below + (above - below) * part);
  return [mix(ground[0], ink[0]), mix(ground[1], ink[1]), mix(ground[2], ink[2])];
};

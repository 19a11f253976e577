/**
 * Pixels that shapes are painted on. How much of a pixel a shape covers is computed, not sampled: each edge adds, in the
 * row it crosses, the area between it and the right border; sums along the row are what is covered.
 */
import type { Polyline } from './outline.ts';

export type Color = readonly [red: number, green: number, blue: number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The first of them, and the first after them; the first is the greater where there are none. */
export type Rows = readonly [top: number, bottom: number];

/** What is covered is rounded to so many parts: more shades than a palette holds are of no use. */
const SHADES = 8;

const NO_ROWS: Rows = [Number.POSITIVE_INFINITY, 0];

/** As numbers, which can be compared: red in the lowest byte, then green, then blue. */
const numberOf = ([red, green, blue]: Color): number => red | (green << 8) | (blue << 16);

export const WHITE: Color = [255, 255, 255];

/** What a canvas was like when it was settled. */
interface Settled {
  readonly pixels: Uint16Array;
  readonly counts: readonly number[];
}

export class Canvas {
  readonly size: Size;
  /** Which of the colors each has, row by row. */
  readonly pixels: Uint16Array;
  /** In the order in which they were first painted. */
  readonly colors: Color[] = [WHITE];
  /** Pixels of each of the colors. */
  readonly counts: number[];
  private readonly places = new Map([[numberOf(WHITE), 0]]);
  private before: Settled | undefined;
  /** That were painted on since then. */
  private rows = NO_ROWS;

  /** White. */
  constructor(size: Size) {
    this.size = size;
    this.pixels = new Uint16Array(size.width * size.height);
    this.counts = [this.pixels.length];
  }

  /** From now on, all that is painted can be taken back. */
  settle(): void {
    this.before = { pixels: this.pixels.slice(), counts: [...this.counts] };
    this.rows = NO_ROWS;
  }

  /** The pixels as they were settled, and the rows that have others now; nothing where they were not. */
  get settled(): { readonly pixels: Uint16Array; readonly colors: number; readonly rows: Rows } | undefined {
    const { before, rows } = this;
    return before && { pixels: before.pixels, colors: before.counts.length, rows };
  }

  /** To what it was when it was settled. */
  takeBack(): void {
    if (this.before === undefined) return;
    const { pixels, counts } = this.before;
    const [top, bottom] = this.rows;
    const { width } = this.size;
    if (top < bottom) this.pixels.set(pixels.subarray(top * width, bottom * width), top * width);
    for (const color of this.colors.splice(counts.length)) this.places.delete(numberOf(color));
    this.counts.splice(0, Number.POSITIVE_INFINITY, ...counts);
    this.rows = NO_ROWS;
  }

  /** @param polygons where several turn the other way they leave holes; where the same way, they are one */
  fill(polygons: readonly Polyline[], color: Color): void {
    const rows = boxOf(polygons, this.size);
    if (rows === undefined) return;
    const ink = this.placeOf(color);
    this.rows = [Math.min(this.rows[0], rows.top), Math.max(this.rows[1], rows.bottom)];
    if (isWhole(polygons, rows)) {
      this.fillBox(rows, ink);
      return;
    }
    const area = new Area(rows);
    for (const { points } of polygons) {
      for (let index = 0; index < points.length; index += 2) {
        const next = index + 2 < points.length ? index + 2 : 0;
        area.edge(points[index] ?? 0, points[index + 1] ?? 0, points[next] ?? 0, points[next + 1] ?? 0);
      }
    }
    const shades = new Map<number, number>();
    area.eachRun((start, end, covered) => this.paint(start, end, covered, ink, shades));
  }

  private fillBox({ left, right, top, bottom, stride }: Box, ink: number): void {
    const all = this.pixels.length;
    if ((right - left) * (bottom - top) < all) {
      for (let y = top; y < bottom; y += 1) this.fillRun(y * stride + left, y * stride + right, ink);
      return;
    }
    this.pixels.fill(ink);
    this.counts.fill(0);
    this.counts[ink] = all;
  }

  private fillRun(start: number, end: number, ink: number): void {
    const { pixels, counts } = this;
    for (let at = start, next = start; at < end; at = next) {
      const ground = pixels[at] ?? 0;
      while (next < end && pixels[next] === ground) next += 1;
      counts[ground] = (counts[ground] ?? 0) - (next - at);
    }
    counts[ink] = (counts[ink] ?? 0) + end - start;
    pixels.fill(ink, start, end);
  }

  /** @param shades colors that the ink gives on others, by what they are made of */
  private paint(start: number, end: number, covered: number, ink: number, shades: Map<number, number>): void {
    if (covered === SHADES) {
      this.fillRun(start, end, ink);
      return;
    }
    for (let at = start; at < end; at += 1) {
      const ground = this.pixels[at] ?? 0;
      const key = ground * SHADES + covered;
      const shade = shades.get(key) ?? this.shadeOf(ground, ink, covered / SHADES);
      shades.set(key, shade);
      this.pixels[at] = shade;
      this.counts[ground] = (this.counts[ground] ?? 0) - 1;
      this.counts[shade] = (this.counts[shade] ?? 0) + 1;
    }
  }

  private shadeOf(ground: number, ink: number, part: number): number {
    return this.placeOf(blended(this.colors[ground] ?? WHITE, this.colors[ink] ?? WHITE, part));
  }

  private placeOf(color: Color): number {
    const place = this.places.get(numberOf(color)) ?? this.colors.length;
    if (place === this.colors.length) {
      this.colors.push(color);
      this.counts.push(0);
    }
    this.places.set(numberOf(color), place);
    return place;
  }
}

/** Pixels; the first inside, the last outside. */
interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Of the canvas. */
  readonly stride: number;
}

function boxOf(polygons: readonly Polyline[], { width, height }: Size): Box | undefined {
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

/** Whether it is one rectangle, every edge of which is between pixels: most of a cover is. */
function isWhole([polygon, another]: readonly Polyline[], { left, right, top, bottom }: Box): boolean {
  if (polygon === undefined || another !== undefined || polygon.points.length !== 8) return false;
  const [x0, y0, x1, y1, x2, y2, x3, y3] = polygon.points;
  const isUpright = x0 === x3 && y0 === y1 && x1 === x2 && y2 === y3;
  return isUpright && x0 === left && x1 === right && y0 === top && y2 === bottom;
}

type VisitRun = (start: number, end: number, covered: number) => void;

/** What edges add, pixel by pixel. */
class Area {
  private readonly box: Box;
  /** Two more in a row than there are pixels: an edge on the border adds behind it. */
  private readonly row: number;
  private readonly sums: Float64Array;

  constructor(box: Box) {
    this.box = box;
    this.row = box.right - box.left + 2;
    this.sums = new Float64Array(this.row * (box.bottom - box.top));
  }

  edge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return;
    const down = y0 < y1;
    const startX = down ? x0 : x1;
    const start = Math.min(y0, y1);
    const end = Math.max(y0, y1);
    const slope = (x1 - x0) / (y1 - y0);
    const { top, bottom } = this.box;
    const last = Math.min(bottom, Math.ceil(end));
    for (let y = Math.max(top, Math.floor(start)); y < last; y += 1) {
      const from = Math.max(start, y);
      const to = Math.min(end, y + 1);
      const a = this.within(startX + (from - start) * slope);
      const b = this.within(startX + (to - start) * slope);
      this.add((y - top) * this.row, Math.min(a, b), Math.max(a, b), down ? to - from : from - to);
    }
  }

  private within(x: number): number {
    const { left, right } = this.box;
    return Math.min(Math.max(x, left), right) - left;
  }

  /** A piece of an edge in one row, from `a` to `b` across. */
  private add(row: number, a: number, b: number, height: number): void {
    const first = Math.floor(a);
    const last = Math.max(first + 1, Math.ceil(b));
    let passed = 0;
    let known = 0;
    for (let x = first; x < last; x += 1) {
      // Covered is what lies right of the edge: of the part in this pixel on average, and of those before the whole.
      const enter = Math.max(a, x);
      const leave = Math.min(b, x + 1);
      const share = a === b ? 1 : (leave - enter) / (b - a);
      const covered = (passed + share * (x + 1 - (enter + leave) / 2)) * height;
      this.change(row + x, covered - known);
      passed += share;
      known = covered;
    }
    this.change(row + last, height - known);
  }

  private change(at: number, by: number): void {
    this.sums[at] = (this.sums[at] ?? 0) + by;
  }

  /** Pixels side by side that are covered alike, by their places on the canvas; what is not covered is left out. */
  eachRun(visit: VisitRun): void {
    for (let y = this.box.top; y < this.box.bottom; y += 1) this.eachRunIn(y, visit);
  }

  private eachRunIn(y: number, visit: VisitRun): void {
    const { left, right, top, stride } = this.box;
    const row = (y - top) * this.row - left;
    let sum = 0;
    let start = left;
    let last = 0;
    for (let x = left; x <= right; x += 1) {
      const change = this.sums[row + x] ?? 0;
      // Between edges nothing changes.
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

const blended = (ground: Color, ink: Color, part: number): Color => {
  const mix = (below: number, above: number): number => Math.round(below + (above - below) * part);
  return [mix(ground[0], ink[0]), mix(ground[1], ink[1]), mix(ground[2], ink[2])];
};

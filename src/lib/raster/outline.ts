/** Outlines of shapes and letters, and the lines that come near enough to them. */

export type Point = readonly [x: number, y: number];

/** A line to a point; with handles, a cubic curve. */
export interface Step {
  readonly to: Point;
  readonly handles?: readonly [Point, Point];
}

/** As a cubic one. */
export function quadratic(from: Point, handle: Point, to: Point): Step {
  const toward = ([x, y]: Point): Point => [x + ((handle[0] - x) * 2) / 3, y + ((handle[1] - y) * 2) / 3];
  return { handles: [toward(from), toward(to)], to };
}

export interface Subpath {
  readonly start: Point;
  readonly steps: Step[];
  isClosed: boolean;
}

export type Outline = readonly Subpath[];

/** From units of an outline to pixels. */
export interface Placing {
  readonly x: number;
  readonly y: number;
  readonly scaleX: number;
  readonly scaleY: number;
}

/** Points one after the other. */
export interface Polyline {
  /** Pixels: across, down, across, down … */
  readonly points: readonly number[];
  readonly isClosed: boolean;
}

/** How far a line may be from its curve, in pixels. */
const NEAR = 0.05;

export function polylinesOf(outline: Outline, { x, y, scaleX, scaleY }: Placing): readonly Polyline[] {
  const placed = ([px, py]: Point): Point => [x + px * scaleX, y + py * scaleY];
  return outline.map(({ start, steps, isClosed }) => {
    let at = placed(start);
    const points = [...at];
    for (const { to, handles } of steps) {
      const end = placed(to);
      if (handles) addCurve(points, [at, placed(handles[0]), placed(handles[1]), end]);
      points.push(...end);
      at = end;
    }
    return { points, isClosed };
  });
}

/** Everything of a curve but its ends. The farther its handles are from a line, the more pieces. */
function addCurve(points: number[], [a, b, c, d]: readonly [Point, Point, Point, Point]): void {
  const bend = Math.max(apart(a, b, c), apart(b, c, d));
  const pieces = Math.ceil(Math.sqrt((0.75 * bend) / NEAR));
  for (let piece = 1; piece < pieces; piece += 1) {
    const t = piece / pieces;
    const s = 1 - t;
    const [ka, kb, kc, kd] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    points.push(ka * a[0] + kb * b[0] + kc * c[0] + kd * d[0], ka * a[1] + kb * b[1] + kc * c[1] + kd * d[1]);
  }
}

/** How far the one in the middle is from where it would be on a line, twice. */
const apart = (a: Point, b: Point, c: Point): number =>
  Math.sqrt((a[0] - 2 * b[0] + c[0]) ** 2 + (a[1] - 2 * b[1] + c[1]) ** 2);

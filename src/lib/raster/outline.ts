/** Defines outlines of shapes and glyphs, and flattens their curves to lines. */

export type Point = readonly [x: number, y: number];

/** A line to a point, or with handles (control points) a cubic curve. */
export interface Step {
  readonly to: Point;
  readonly handles?: readonly [Point, Point];
}

/** Returns a quadratic curve as a cubic one. */
export function quadraticToCubic(from: Point, handle: Point, to: Point): Step {
  const toward = ([x, y]: Point): Point => [x + ((handle[0] - x) * 2) / 3, y + ((handle[1] - y) * 2) / 3];
  return { handles: [toward(from), toward(to)], to };
}

export interface Subpath {
  readonly start: Point;
  readonly steps: Step[];
  isClosed: boolean;
}

export type Outline = readonly Subpath[];

/** A translation and scale from units of an outline to pixels. */
export interface Transform {
  readonly x: number;
  readonly y: number;
  readonly scaleX: number;
  readonly scaleY: number;
}

/** Points joined by straight lines. */
export interface Polyline {
  /** Coordinates in pixels: x, y, x, y, … */
  readonly points: readonly number[];
  readonly isClosed: boolean;
}

/** Greatest distance between a line and its curve, in pixels. */
const TOLERANCE = 0.05;

/** Returns the lines of an outline in pixels. */
export function flattenOutline(outline: Outline, { x, y, scaleX, scaleY }: Transform): readonly Polyline[] {
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

/** Adds the points of a curve between its ends. The more the curve bends, the more points it gets. */
function addCurve(points: number[], [a, b, c, d]: readonly [Point, Point, Point, Point]): void {
  const bend = Math.max(measureBend(a, b, c), measureBend(b, c, d));
  const pieces = Math.ceil(Math.sqrt((0.75 * bend) / TOLERANCE));
  for (let piece = 1; piece < pieces; piece += 1) {
    const t = piece / pieces;
    const s = 1 - t;
    const [ka, kb, kc, kd] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    points.push(ka * a[0] + kb * b[0] + kc * c[0] + kd * d[0], ka * a[1] + kb * b[1] + kc * c[1] + kd * d[1]);
  }
}

/** Returns twice the distance of the point `b` from the middle of `a` and `c`. */
const measureBend = (a: Point, b: Point, c: Point): number =>
  Math.sqrt((a[0] - 2 * b[0] + c[0]) ** 2 + (a[1] - 2 * b[1] + c[1]) ** 2);

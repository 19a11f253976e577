/**
 * Computes the area that a stroke covers (SVG 2, 13.5), with butt caps and miter joins: drawings here cannot
 * ask for others.
 */
import type { Point, Polyline } from './outline.ts';

/** Greatest ratio of the length of a miter to the width of the stroke (SVG 2, 13.5.5: `stroke-miterlimit`). */
const MITER_LIMIT = 4;

interface Segment {
  readonly from: Point;
  readonly to: Point;
  /** A vector at a right angle to the segment, half as long as the stroke is wide. */
  readonly side: Point;
}

/**
 * Returns polygons that cover the stroke. All have the same direction, so that overlaps stay filled.
 * @param width in pixels
 * @param dashes lengths of dashes and gaps in turn, in pixels; empty: a continuous line
 */
export function strokePolyline(
  line: Polyline,
  width: number,
  dashes: readonly number[],
): readonly Polyline[] {
  const pieces = hasDashes(dashes) ? splitIntoDashes(line, dashes) : [line];
  return pieces.flatMap((piece) => {
    const segments = toSegments(piece, width / 2);
    const quads = segments.map(({ from, to, side: [x, y] }) => [
      ...[from[0] + x, from[1] + y, to[0] + x, to[1] + y],
      ...[to[0] - x, to[1] - y, from[0] - x, from[1] - y],
    ]);
    const joins = segments.flatMap((segment, index) => {
      const before = segments[index - 1] ?? (piece.isClosed ? segments.at(-1) : undefined);
      return before === undefined ? [] : [buildMiterJoin(before, segment)];
    });
    return [...quads, ...joins].map((points) => ({ points: turnClockwise(points), isClosed: true }));
  });
}

const hasDashes = (dashes: readonly number[]): boolean =>
  dashes.length > 0 && dashes.every((length) => length >= 0) && dashes.some((length) => length > 0);

const toPoints = ({ points, isClosed }: Polyline): readonly Point[] => {
  const all = Array.from(
    { length: points.length / 2 },
    (_, index): Point => [points[index * 2] ?? 0, points[index * 2 + 1] ?? 0],
  );
  return isClosed ? [...all, ...all.slice(0, 1)] : all;
};

function toSegments(line: Polyline, half: number): readonly Segment[] {
  const points = toPoints(line);
  return points.slice(1).flatMap((to, index) => {
    const from = points[index] ?? to;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.sqrt(dx * dx + dy * dy);
    return length === 0 ? [] : [{ from, to, side: [(-dy / length) * half, (dx / length) * half] as const }];
  });
}

/** Returns the polygon that fills the outer side of a bend. */
function buildMiterJoin(
  { side: [ax, ay] }: Segment,
  { from: [x, y], side: [bx, by] }: Segment,
): readonly number[] {
  const outer = ax * by - ay * bx > 0 ? -1 : 1;
  const wedge = [x, y, x + outer * ax, y + outer * ay];
  const end = [x + outer * bx, y + outer * by];
  // The mean of both sides points at the tip; it is the longer, the flatter the bend is.
  const [mx, my] = [(ax + bx) / 2, (ay + by) / 2];
  const [middle, half] = [mx * mx + my * my, ax * ax + ay * ay];
  if (middle * MITER_LIMIT ** 2 < half) return [...wedge, ...end];
  const reach = (outer * half) / middle;
  return [...wedge, x + mx * reach, y + my * reach, ...end];
}

function splitIntoDashes(line: Polyline, dashes: readonly number[]): readonly Polyline[] {
  const points = toPoints(line);
  // Distance of each point from the start, along the line.
  const along = [0];
  for (const [index, to] of points.slice(1).entries()) {
    along.push((along[index] ?? 0) + distance(points[index] ?? to, to));
  }
  const whole = along.at(-1) ?? 0;
  const pieces: Polyline[] = [];
  for (let [turn, from] = [0, 0]; from < whole; turn += 1) {
    const to = from + (dashes[turn % dashes.length] ?? 0);
    if (turn % 2 === 0 && to > from) pieces.push(cutPiece(points, along, from, Math.min(to, whole)));
    from = to;
  }
  return pieces;
}

function cutPiece(points: readonly Point[], along: readonly number[], from: number, to: number): Polyline {
  const at = (length: number): Point => {
    const next = along.findIndex((reached) => reached >= length);
    const [a = [0, 0], b = a] = [points[Math.max(0, next - 1)], points[next]];
    const [start = 0, end = 0] = [along[Math.max(0, next - 1)], along[next]];
    const part = end === start ? 0 : (length - start) / (end - start);
    return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part];
  };
  const between = points.filter((_, index) => (along[index] ?? 0) > from && (along[index] ?? 0) < to);
  return { points: [at(from), ...between, at(to)].flat(), isClosed: false };
}

const distance = (a: Point, b: Point): number => Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2);

/** Reverses polygons that are counterclockwise. */
function turnClockwise(points: readonly number[]): readonly number[] {
  const pairs = toPoints({ points, isClosed: true });
  const area = pairs.slice(1).reduce((sum, [x, y], index) => {
    const [px, py] = pairs[index] ?? [0, 0];
    return sum + px * y - x * py;
  }, 0);
  return area >= 0 ? points : pairs.slice(0, -1).reverse().flat();
}

/** The area that a line covers: SVG 2, 13.5, with butt ends and mitred joins, the only ones that a drawing here can ask for. */
import type { Point, Polyline } from './outline.ts';

/** Times its width a join may reach beyond the line (SVG 2, 13.5.5: `stroke-miterlimit`). */
const MITER_LIMIT = 4;

interface Segment {
  readonly from: Point;
  readonly to: Point;
  /** Across it, half as long as the line is wide. */
  readonly side: Point;
}

/**
 * @param width pixels, as the dashes
 * @param dashes lengths of dashes and gaps, in turns; empty: the line is whole
 * @returns polygons that all turn the same way: what several of them cover is covered
 */
export function strokeOf(line: Polyline, width: number, dashes: readonly number[]): readonly Polyline[] {
  const pieces = isDashing(dashes) ? dashed(line, dashes) : [line];
  return pieces.flatMap((piece) => {
    const segments = segmentsOf(piece, width / 2);
    const quads = segments.map(({ from, to, side: [x, y] }) => [
      ...[from[0] + x, from[1] + y, to[0] + x, to[1] + y],
      ...[to[0] - x, to[1] - y, from[0] - x, from[1] - y],
    ]);
    const joins = segments.flatMap((segment, index) => {
      const before = segments[index - 1] ?? (piece.isClosed ? segments.at(-1) : undefined);
      return before === undefined ? [] : [joinOf(before, segment)];
    });
    return [...quads, ...joins].map((points) => ({ points: turned(points), isClosed: true }));
  });
}

const isDashing = (dashes: readonly number[]): boolean =>
  dashes.length > 0 && dashes.every((length) => length >= 0) && dashes.some((length) => length > 0);

const pointsOf = ({ points, isClosed }: Polyline): readonly Point[] => {
  const all = Array.from(
    { length: points.length / 2 },
    (_, index): Point => [points[index * 2] ?? 0, points[index * 2 + 1] ?? 0],
  );
  return isClosed ? [...all, ...all.slice(0, 1)] : all;
};

function segmentsOf(line: Polyline, half: number): readonly Segment[] {
  const points = pointsOf(line);
  return points.slice(1).flatMap((to, index) => {
    const from = points[index] ?? to;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.sqrt(dx * dx + dy * dy);
    return length === 0 ? [] : [{ from, to, side: [(-dy / length) * half, (dx / length) * half] as const }];
  });
}

/** The wedge that is open on the outer side of a bend. */
function joinOf({ side: [ax, ay] }: Segment, { from: [x, y], side: [bx, by] }: Segment): readonly number[] {
  const outer = ax * by - ay * bx > 0 ? -1 : 1;
  const wedge = [x, y, x + outer * ax, y + outer * ay];
  const end = [x + outer * bx, y + outer * by];
  // Half of the sum of both sides points at the tip; the flatter the bend, the longer it is.
  const [mx, my] = [(ax + bx) / 2, (ay + by) / 2];
  const [middle, half] = [mx * mx + my * my, ax * ax + ay * ay];
  if (middle * MITER_LIMIT ** 2 < half) return [...wedge, ...end];
  const reach = (outer * half) / middle;
  return [...wedge, x + mx * reach, y + my * reach, ...end];
}

function dashed(line: Polyline, dashes: readonly number[]): readonly Polyline[] {
  const points = pointsOf(line);
  // How far along the line each point is.
  const along = [0];
  for (const [index, to] of points.slice(1).entries()) {
    along.push((along[index] ?? 0) + distance(points[index] ?? to, to));
  }
  const whole = along.at(-1) ?? 0;
  const pieces: Polyline[] = [];
  for (let [turn, from] = [0, 0]; from < whole; turn += 1) {
    const to = from + (dashes[turn % dashes.length] ?? 0);
    if (turn % 2 === 0 && to > from) pieces.push(pieceOf(points, along, from, Math.min(to, whole)));
    from = to;
  }
  return pieces;
}

function pieceOf(points: readonly Point[], along: readonly number[], from: number, to: number): Polyline {
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

/** Against the clock becomes with it. */
function turned(points: readonly number[]): readonly number[] {
  const pairs = pointsOf({ points, isClosed: true });
  const area = pairs.slice(1).reduce((sum, [x, y], index) => {
    const [px, py] = pairs[index] ?? [0, 0];
    return sum + px * y - x * py;
  }, 0);
  return area >= 0 ? points : pairs.slice(0, -1).reverse().flat();
}

/**
 * Computes with transformation matrices and boxes, which PDF (ISO 32000-1, 8.3) and SVG (SVG 2, 8.5) define
 * alike.
 */

/** The numbers `a b c d e f` of a transformation. */
export type Matrix = readonly [number, number, number, number, number, number];

export interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** Creates a matrix; missing numbers are those of the identity. */
export function toMatrix([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Matrix {
  return [a, b, c, d, e, f];
}

/** Returns the matrix that applies `inner` first, then `outer`. */
export function multiply(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [A, B, C, D, E, F] = outer;
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

export function transformPoint([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** Returns the smallest box around both; `undefined` is an empty box. */
export function uniteBoxes(one: Box | undefined, other: Box | undefined): Box | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return {
    left: Math.min(one.left, other.left),
    bottom: Math.min(one.bottom, other.bottom),
    right: Math.max(one.right, other.right),
    top: Math.max(one.top, other.top),
  };
}

/** Returns a box of size 0 at a point. */
export const pointBox = ([x, y]: readonly [number, number]): Box => ({
  left: x,
  bottom: y,
  right: x,
  top: y,
});

/** Returns the bounding box of a transformed rectangle. */
export function transformRectangle(matrix: Matrix, x: number, y: number, width: number, height: number): Box {
  const corners = [transformPoint(matrix, x, y), transformPoint(matrix, x + width, y + height)] as const;
  const others = [transformPoint(matrix, x + width, y), transformPoint(matrix, x, y + height)] as const;
  const xs = [...corners, ...others].map(([left]) => left);
  const ys = [...corners, ...others].map(([, top]) => top);
  return {
    left: Math.min(...xs),
    bottom: Math.min(...ys),
    right: Math.max(...xs),
    top: Math.max(...ys),
  };
}

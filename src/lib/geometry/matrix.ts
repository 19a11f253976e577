/** Transformation matrices and the boxes they move, alike in PDF (ISO 32000-1, 8.3) and in SVG (SVG 2, 8.5). */

/** `a b c d e f` */
export type Matrix = readonly [number, number, number, number, number, number];

export interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

export function matrixOf([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Matrix {
  return [a, b, c, d, e, f];
}

/** First `inner`, then `outer`. */
export function product(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [A, B, C, D, E, F] = outer;
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

export function moved([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** The least box around both; a box that is not there adds nothing. */
export function around(one: Box | undefined, other: Box | undefined): Box | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return {
    left: Math.min(one.left, other.left),
    bottom: Math.min(one.bottom, other.bottom),
    right: Math.max(one.right, other.right),
    top: Math.max(one.top, other.top),
  };
}

export const pointBox = ([x, y]: readonly [number, number]): Box => ({
  left: x,
  bottom: y,
  right: x,
  top: y,
});

/** The box of a rectangle after a transformation. */
export function rectangleBox(matrix: Matrix, x: number, y: number, width: number, height: number): Box {
  const corners = [moved(matrix, x, y), moved(matrix, x + width, y + height)] as const;
  const others = [moved(matrix, x + width, y), moved(matrix, x, y + height)] as const;
  const xs = [...corners, ...others].map(([left]) => left);
  const ys = [...corners, ...others].map(([, top]) => top);
  return {
    left: Math.min(...xs),
    bottom: Math.min(...ys),
    right: Math.max(...xs),
    top: Math.max(...ys),
  };
}

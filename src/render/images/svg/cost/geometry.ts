/**
 * Estimates the extent of shapes, never too small, because the cost of a filter or mask depends on its area.
 * A shape with unreadable numbers may be anywhere.
 */
import { type Box, IDENTITY, type Matrix, multiply, toMatrix } from '../../../../lib/geometry/matrix.ts';

/** Box of content in an unknown place. */
export const EVERYWHERE: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;

/** Returns the numbers in a list. */
export const parseNumbers = (list: string): number[] => (list.match(NUMBER) ?? []).map(Number);

/** Returns the factor by which a matrix scales lengths. */
export const computeScale = ([a, b, c, d]: Matrix): number => Math.sqrt(Math.abs(a * d - b * c));

/** Parses a list of transform functions. Returns `undefined` if it is not understood. */
export function parseTransform(list: string): Matrix | undefined {
  let matrix = IDENTITY;
  for (const [, name = '', inside = ''] of list.matchAll(/([a-z]{1,9})\s*\(([^()]*)\)/gi)) {
    // Units are CSS syntax, which is not parsed.
    const step = /[a-df-z%]/i.test(inside) ? undefined : parseTransformFunction(name, parseNumbers(inside));
    if (step === undefined || !step.every(Number.isFinite)) return undefined;
    matrix = multiply(step, matrix);
  }
  return matrix;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

function parseTransformFunction(name: string, parameters: readonly number[]): Matrix | undefined {
  const [one = 0, two] = parameters;
  switch (name) {
    case 'matrix':
      return parameters.length === 6 ? toMatrix(parameters) : undefined;
    case 'translate':
      return [1, 0, 0, 1, one, two ?? 0];
    case 'scale':
      return [one, 0, 0, two ?? one, 0, 0];
    case 'rotate':
      return createRotation(one, two ?? 0, parameters[2] ?? 0);
    case 'skewX':
      return [1, 0, Math.tan(radians(one)), 1, 0, 0];
    case 'skewY':
      return [1, Math.tan(radians(one)), 0, 1, 0, 0];
    default:
      return undefined;
  }
}

function createRotation(degrees: number, x: number, y: number): Matrix {
  const [cos, sin] = [Math.cos(radians(degrees)), Math.sin(radians(degrees))];
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
}

/** Returns the bounding box of a transformed box. */
export function transformBox({ left, top, right, bottom }: Box, [a, b, c, d, e, f]: Matrix): Box {
  const xs = [a * left + c * top, a * right + c * top, a * left + c * bottom, a * right + c * bottom];
  const ys = [b * left + d * top, b * right + d * top, b * left + d * bottom, b * right + d * bottom];
  const transformed = {
    left: Math.min(...xs) + e,
    right: Math.max(...xs) + e,
    top: Math.min(...ys) + f,
    bottom: Math.max(...ys) + f,
  };
  return Object.values(transformed).every(Number.isFinite) ? transformed : EVERYWHERE;
}

/** Returns a box that is larger on each side. */
export const expandBox = ({ left, top, right, bottom }: Box, x: number, y = x): Box => ({
  left: left - x,
  top: top - y,
  right: right + x,
  bottom: bottom + y,
});

/** Returns the share of the first box's area that the second covers. */
export function computeCoverage(whole: Box, box: Box): number {
  const width = Math.min(whole.right, box.right) - Math.max(whole.left, box.left);
  const height = Math.min(whole.bottom, box.bottom) - Math.max(whole.top, box.top);
  if (!(width > 0 && height > 0)) return 0;
  return (width * height) / ((whole.right - whole.left) * (whole.bottom - whole.top));
}

/** Measurements of a path or a list of points. */
export interface Outline {
  readonly points: number;
  /** Bounding box of the points and control points; absent if there are none. */
  readonly box: Box | undefined;
  /** Upper bound of the length. */
  readonly length: number;
}

/** Number of parameters of each command: SVG 2, 9.3. */
const PARAMETER_COUNTS: ReadonlyMap<string, number> = new Map(
  Object.entries({ m: 2, l: 2, t: 2, h: 1, v: 1, s: 4, q: 4, c: 6, a: 7, z: 0 }),
);

/**
 * Measures the data of a path.
 * @param most number of points at which to stop
 */
export function measurePath(data: string, most: number): Outline {
  const outline = new OutlineTracker();
  const reader = new PathReader(data);
  let command = '';
  while (outline.points <= most) {
    const next = reader.command();
    // A command repeats while numbers follow; a move continues with lines.
    if (next !== undefined) command = next;
    else if (command === 'm' || command === 'M') command = command === 'm' ? 'l' : 'L';
    const parameterCount = PARAMETER_COUNTS.get(command.toLowerCase());
    if (parameterCount === undefined || (parameterCount === 0 && next === undefined)) break;
    const parameters = reader.numbers(parameterCount, command);
    // SVG 2, 9.5.4: a path ends at an error.
    if (parameters === undefined) break;
    draw(outline, command, parameters);
  }
  return outline;
}

/** Measures a list of points, as of a polygon. */
export function measurePoints(list: string, isClosed: boolean, most: number): Outline {
  const outline = new OutlineTracker();
  const reader = new PathReader(list);
  while (outline.points <= most) {
    const [x, y] = reader.numbers(2, '') ?? [];
    if (x === undefined || y === undefined) break;
    if (outline.points === 0) outline.move(x, y);
    else outline.line(x, y);
  }
  if (isClosed) outline.close();
  return outline;
}

/** Reads commands and numbers one at a time, because a drawing may have millions. */
class PathReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads the next command; returns `undefined` if there is none. */
  command(): string | undefined {
    this.#skip(/[\s,]*/y);
    const letter = this.#text[this.#at] ?? '';
    if (!/^[a-z]$/i.test(letter)) return undefined;
    this.#at += 1;
    return letter;
  }

  /** Reads the parameters of a command; returns `undefined` if there are fewer numbers. */
  numbers(count: number, command: string): readonly number[] | undefined {
    const isArc = command === 'a' || command === 'A';
    const found: number[] = [];
    while (found.length < count) {
      this.#skip(/[\s,]*/y);
      // The flags of an arc need no space between them: `0 01` is `0 0 1`.
      const isFlag = isArc && (found.length === 3 || found.length === 4);
      const written = this.#skip(isFlag ? /[01]/y : /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/iy);
      if (written === '') return undefined;
      found.push(Number(written));
    }
    return found;
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found = ''] = pattern.exec(this.#text) ?? [];
    this.#at += found.length;
    return found;
  }
}

function draw(outline: OutlineTracker, command: string, parameters: readonly number[]): void {
  const isRelative = command === command.toLowerCase();
  const [x, y] = isRelative ? [outline.x, outline.y] : [0, 0];
  const value = (index: number): number => parameters[index] ?? 0;
  switch (command.toLowerCase()) {
    case 'm':
      outline.move(x + value(0), y + value(1));
      break;
    case 'h':
      outline.line(x + value(0), outline.y);
      break;
    case 'v':
      outline.line(outline.x, y + value(0));
      break;
    case 'a':
      outline.arc(Math.abs(value(0)), Math.abs(value(1)), x + value(5), y + value(6));
      break;
    case 'z':
      outline.close();
      break;
    default:
      // The polyline through the control points is longer than the curve.
      for (let index = 0; index < parameters.length; index += 2) {
        outline.line(x + value(index), y + value(index + 1));
      }
  }
}

/** Measures an outline while it is drawn. */
class OutlineTracker implements Outline {
  points = 0;
  length = 0;
  x = 0;
  y = 0;
  #startX = 0;
  #startY = 0;
  #left = Infinity;
  #top = Infinity;
  #right = -Infinity;
  #bottom = -Infinity;

  get box(): Box | undefined {
    if (this.points === 0) return undefined;
    const box = { left: this.#left, top: this.#top, right: this.#right, bottom: this.#bottom };
    return Object.values(box).every(Number.isFinite) ? box : EVERYWHERE;
  }

  move(x: number, y: number): void {
    [this.x, this.y, this.#startX, this.#startY] = [x, y, x, y];
    this.#add(x, y, 0, 0);
  }

  line(x: number, y: number): void {
    this.length += Math.hypot(x - this.x, y - this.y);
    [this.x, this.y] = [x, y];
    this.#add(x, y, 0, 0);
  }

  /** Radii that are too small are enlarged: SVG 2, 9.5.1. */
  arc(rx: number, ry: number, x: number, y: number): void {
    const reach = 2 * Math.max(rx, ry) + Math.hypot(x - this.x, y - this.y);
    this.length += Math.PI * reach;
    [this.x, this.y] = [x, y];
    this.#add(x, y, reach, reach);
  }

  close(): void {
    this.line(this.#startX, this.#startY);
  }

  #add(x: number, y: number, width: number, height: number): void {
    this.points += 1;
    this.#left = Math.min(this.#left, x - width);
    this.#top = Math.min(this.#top, y - height);
    this.#right = Math.max(this.#right, x + width);
    this.#bottom = Math.max(this.#bottom, y + height);
  }
}

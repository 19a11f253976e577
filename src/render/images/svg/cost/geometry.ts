/**
 * Where shapes lie, roughly and never too small: for what a filter or a mask costs, which hangs on the area it covers.
 * Numbers that cannot be read make a shape that may be anywhere.
 */
import { type Box, IDENTITY, type Matrix, product } from '../../../../lib/geometry/matrix.ts';

export const EVERYWHERE: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;

export const numbersIn = (list: string): number[] => (list.match(NUMBER) ?? []).map(Number);

/** How much longer lengths become. */
export const scaleOf = ([a, b, c, d]: Matrix): number => Math.sqrt(Math.abs(a * d - b * c));

/** @returns `undefined` where it is not understood */
export function transformOf(list: string): Matrix | undefined {
  let matrix = IDENTITY;
  for (const [, name = '', inside = ''] of list.matchAll(/([a-z]{1,9})\s*\(([^()]*)\)/gi)) {
    // Lengths with units are those of CSS.
    const step = /[a-df-z%]/i.test(inside) ? undefined : stepOf(name, numbersIn(inside));
    if (step === undefined || !step.every(Number.isFinite)) return undefined;
    matrix = product(step, matrix);
  }
  return matrix;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

function stepOf(name: string, given: readonly number[]): Matrix | undefined {
  const [one = 0, two] = given;
  switch (name) {
    case 'matrix':
      return given.length === 6 ? (given as unknown as Matrix) : undefined;
    case 'translate':
      return [1, 0, 0, 1, one, two ?? 0];
    case 'scale':
      return [one, 0, 0, two ?? one, 0, 0];
    case 'rotate':
      return turned(one, two ?? 0, given[2] ?? 0);
    case 'skewX':
      return [1, 0, Math.tan(radians(one)), 1, 0, 0];
    case 'skewY':
      return [1, Math.tan(radians(one)), 0, 1, 0, 0];
    default:
      return undefined;
  }
}

function turned(degrees: number, x: number, y: number): Matrix {
  const [cos, sin] = [Math.cos(radians(degrees)), Math.sin(radians(degrees))];
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
}

/** The box of a box after a transformation. */
export function movedBox({ left, top, right, bottom }: Box, [a, b, c, d, e, f]: Matrix): Box {
  const xs = [a * left + c * top, a * right + c * top, a * left + c * bottom, a * right + c * bottom];
  const ys = [b * left + d * top, b * right + d * top, b * left + d * bottom, b * right + d * bottom];
  const moved = {
    left: Math.min(...xs) + e,
    right: Math.max(...xs) + e,
    top: Math.min(...ys) + f,
    bottom: Math.max(...ys) + f,
  };
  return Object.values(moved).every(Number.isFinite) ? moved : EVERYWHERE;
}

export const grown = ({ left, top, right, bottom }: Box, x: number, y = x): Box => ({
  left: left - x,
  top: top - y,
  right: right + x,
  bottom: bottom + y,
});

/** The part of the first box's area that the second covers. */
export function partOf(whole: Box, box: Box): number {
  const width = Math.min(whole.right, box.right) - Math.max(whole.left, box.left);
  const height = Math.min(whole.bottom, box.bottom) - Math.max(whole.top, box.top);
  if (!(width > 0 && height > 0)) return 0;
  return (width * height) / ((whole.right - whole.left) * (whole.bottom - whole.top));
}

/** A path or a list of points, gone through once. */
export interface Track {
  readonly points: number;
  /** Of the points and handles; absent where there are none. */
  readonly box: Box | undefined;
  /** At most. */
  readonly length: number;
}

/** How many numbers each command takes: SVG 2, 9.3. */
const TAKES: ReadonlyMap<string, number> = new Map(
  Object.entries({ m: 2, l: 2, t: 2, h: 1, v: 1, s: 4, q: 4, c: 6, a: 7, z: 0 }),
);

/** @param most points beyond which nobody counts */
export function trackOfPath(data: string, most: number): Track {
  const track = new Tracker();
  const reader = new PathReader(data);
  let command = '';
  while (track.points <= most) {
    const next = reader.command();
    // A command is repeated while there are numbers; a move goes on with lines.
    if (next !== undefined) command = next;
    else if (command === 'm' || command === 'M') command = command === 'm' ? 'l' : 'L';
    const takes = TAKES.get(command.toLowerCase());
    if (takes === undefined || (takes === 0 && next === undefined)) break;
    const given = reader.numbers(takes, command);
    // SVG 2, 9.5.4: what comes after an error is not drawn.
    if (given === undefined) break;
    draw(track, command, given);
  }
  return track;
}

export function trackOfPoints(list: string, isClosed: boolean, most: number): Track {
  const track = new Tracker();
  const reader = new PathReader(list);
  while (track.points <= most) {
    const [x, y] = reader.numbers(2, '') ?? [];
    if (x === undefined || y === undefined) break;
    if (track.points === 0) track.move(x, y);
    else track.line(x, y);
  }
  if (isClosed) track.close();
  return track;
}

/** Reads commands and numbers one after the other: a drawing may have millions. */
class PathReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** @returns the command that stands here; nothing where none does */
  command(): string | undefined {
    this.#skip(/[\s,]*/y);
    const letter = this.#text[this.#at] ?? '';
    if (!/^[a-z]$/i.test(letter)) return undefined;
    this.#at += 1;
    return letter;
  }

  /** @returns as many numbers as are asked for; nothing where there are fewer */
  numbers(count: number, command: string): readonly number[] | undefined {
    const isArc = command === 'a' || command === 'A';
    const found: number[] = [];
    while (found.length < count) {
      this.#skip(/[\s,]*/y);
      // The flags of an arc may stand without space between: `0 01` is `0 0 1`.
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

function draw(track: Tracker, command: string, given: readonly number[]): void {
  const isRelative = command === command.toLowerCase();
  const [x, y] = isRelative ? [track.x, track.y] : [0, 0];
  const value = (index: number): number => given[index] ?? 0;
  switch (command.toLowerCase()) {
    case 'm':
      track.move(x + value(0), y + value(1));
      break;
    case 'h':
      track.line(x + value(0), track.y);
      break;
    case 'v':
      track.line(track.x, y + value(0));
      break;
    case 'a':
      track.arc(Math.abs(value(0)), Math.abs(value(1)), x + value(5), y + value(6));
      break;
    case 'z':
      track.close();
      break;
    default:
      // The way over the handles is longer than the curve.
      for (let index = 0; index < given.length; index += 2) {
        track.line(x + value(index), y + value(index + 1));
      }
  }
}

class Tracker implements Track {
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

  /** Radii too small to reach are made as large as they have to be: SVG 2, 9.5.1. */
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

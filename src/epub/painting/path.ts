/** The outline of an SVG path as PDF operators (ISO 32000-2, 8.5.2). Curves and arcs become cubic curves. */
import { numbers, written } from './numbers.ts';

type Point = readonly [x: number, y: number];

/** Where the pen is, and where its subpath began. */
interface Pen {
  at: Point;
  start: Point;
  readonly operators: string[];
}

/** How many numbers each command takes: SVG 2, 9.3. `S` and `T` are not among them. */
const TAKES: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, Q: 4, A: 7, Z: 0 };

/** @returns `undefined` where the path has a command that is not understood */
export function outlineOf(path: string): string | undefined {
  const pen: Pen = { at: [0, 0], start: [0, 0], operators: [] };
  for (const [, command = '', rest = ''] of path.matchAll(/([a-df-z])([^a-df-z]*)/gi)) {
    const steps = stepsOf(command, rest);
    if (steps === undefined) return undefined;
    // What follows the first two numbers of a move are lines.
    const repeated = command.replace('M', 'L').replace('m', 'l');
    for (const [index, given] of steps.entries()) draw(pen, index === 0 ? command : repeated, given);
  }
  return pen.operators.join('\n');
}

/** The numbers of a command and of its repetitions. */
function stepsOf(command: string, rest: string): readonly (readonly number[])[] | undefined {
  const takes = TAKES[command.toUpperCase()];
  const given = numbers(command.toUpperCase() === 'A' ? apart(rest) : rest);
  if (takes === 0) return given.length === 0 ? [[]] : undefined;
  if (takes === undefined || given.length === 0 || given.length % takes !== 0) return undefined;
  return Array.from({ length: given.length / takes }, (_, index) =>
    given.slice(index * takes, (index + 1) * takes),
  );
}

/** The flags of an arc may stand without space between: `0 01` is `0 0 1`. */
const apart = (rest: string): string => {
  const number = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?`;
  const between = String.raw`[\s,]*`;
  const arc = new RegExp(
    `(${number})${between}(${number})${between}(${number})${between}([01])${between}([01])`,
    'gi',
  );
  return rest.replace(arc, '$1 $2 $3 $4 $5 ');
};

function draw(pen: Pen, command: string, given: readonly number[]): void {
  const [ox, oy] = command === command.toLowerCase() ? pen.at : [0, 0];
  const point = (index: number): Point => [(given[index] ?? 0) + ox, (given[index + 1] ?? 0) + oy];
  switch (command.toUpperCase()) {
    case 'M':
      step(pen, 'm', point(0));
      pen.start = pen.at;
      break;
    case 'L':
      step(pen, 'l', point(0));
      break;
    case 'H':
      step(pen, 'l', [point(0)[0], pen.at[1]]);
      break;
    case 'V':
      step(pen, 'l', [pen.at[0], (given[0] ?? 0) + oy]);
      break;
    case 'C':
      step(pen, 'c', point(0), point(2), point(4));
      break;
    case 'Q':
      quadratic(pen, point(0), point(2));
      break;
    case 'A':
      arc(pen, given, point(5));
      break;
    default:
      pen.operators.push('h');
      pen.at = pen.start;
  }
}

function step(pen: Pen, operator: string, ...points: readonly Point[]): void {
  pen.operators.push(`${written(...points.flat())} ${operator}`);
  pen.at = points.at(-1) ?? pen.at;
}

function quadratic(pen: Pen, control: Point, to: Point): void {
  const toward = ([x, y]: Point): Point => [x + ((control[0] - x) * 2) / 3, y + ((control[1] - y) * 2) / 3];
  step(pen, 'c', toward(pen.at), toward(to), to);
}

/** From the ends of an arc to its centre: SVG 2, B.2.4; then a curve for each quarter of a turn. */
function arc(pen: Pen, given: readonly number[], to: Point): void {
  const [rx = 0, ry = 0, degrees = 0, large = 0, sweep = 0] = given;
  const [[x1, y1], [x2, y2]] = [pen.at, to];
  if (rx === 0 || ry === 0 || (x1 === x2 && y1 === y2)) {
    step(pen, 'l', to);
    return;
  }
  const turn = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [hx, hy] = [(x1 - x2) / 2, (y1 - y2) / 2];
  const [ux, uy] = [(cos * hx + sin * hy) / Math.abs(rx), (cos * hy - sin * hx) / Math.abs(ry)];
  // Radii too small to reach are made as large as they have to be.
  const grow = Math.max(1, Math.hypot(ux, uy));
  const [px, py] = [ux / grow, uy / grow];
  const away = Math.sqrt(Math.max(0, 1 / (px * px + py * py) - 1)) * (large === sweep ? -1 : 1);
  const center: Point = [away * py, -away * px];
  const place = ([x, y]: Point): Point => {
    const ex = (x + center[0]) * Math.abs(rx) * grow;
    const ey = (y + center[1]) * Math.abs(ry) * grow;
    return [(x1 + x2) / 2 + cos * ex - sin * ey, (y1 + y2) / 2 + sin * ex + cos * ey];
  };
  turnBy(pen, anglesOf([px, py], center, sweep === 1), place, to);
}

/** @returns where it begins and how far it goes, in radians */
function anglesOf([px, py]: Point, [cx, cy]: Point, onward: boolean): Point {
  const from = Math.atan2(py - cy, px - cx);
  const by = Math.atan2(-py - cy, -px - cx) - from;
  if (onward && by < 0) return [from, by + 2 * Math.PI];
  return [from, !onward && by > 0 ? by - 2 * Math.PI : by];
}

function turnBy(pen: Pen, [from, by]: Point, place: (at: Point) => Point, to: Point): void {
  const count = Math.ceil(Math.abs(by) / (Math.PI / 2) - 1e-9);
  const part = by / count;
  const reach = (4 / 3) * Math.tan(part / 4);
  for (let index = 0; index < count; index += 1) {
    const [a, b] = [from + part * index, from + part * (index + 1)];
    const first: Point = [Math.cos(a) - reach * Math.sin(a), Math.sin(a) + reach * Math.cos(a)];
    const second: Point = [Math.cos(b) + reach * Math.sin(b), Math.sin(b) - reach * Math.cos(b)];
    const end = index === count - 1 ? to : place([Math.cos(b), Math.sin(b)]);
    step(pen, 'c', place(first), place(second), end);
  }
}

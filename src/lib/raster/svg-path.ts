/** The outline of an SVG path. Quadratic curves and arcs become cubic curves. */
import { numbers } from './numbers.ts';
import { type Outline, type Point, quadratic, type Step, type Subpath } from './outline.ts';

/** Where the pen is, and where its subpath began. */
interface Pen {
  at: Point;
  start: Point;
  readonly subpaths: Subpath[];
}

/** How many numbers each command takes: SVG 2, 9.3. `S` and `T` are not among them. */
const TAKES: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, Q: 4, A: 7, Z: 0 };

/** @returns `undefined` where the path has a command that is not understood */
export function outlineOf(path: string): Outline | undefined {
  const pen: Pen = { at: [0, 0], start: [0, 0], subpaths: [] };
  for (const [, command = '', rest = ''] of path.matchAll(/([a-df-z])([^a-df-z]*)/gi)) {
    const steps = stepsOf(command, rest);
    if (steps === undefined) return undefined;
    // What follows the first two numbers of a move are lines.
    const repeated = command.replace('M', 'L').replace('m', 'l');
    for (const [index, given] of steps.entries()) draw(pen, index === 0 ? command : repeated, given);
  }
  return pen.subpaths;
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
      move(pen, point(0));
      break;
    case 'L':
      step(pen, { to: point(0) });
      break;
    case 'H':
      step(pen, { to: [point(0)[0], pen.at[1]] });
      break;
    case 'V':
      step(pen, { to: [pen.at[0], (given[0] ?? 0) + oy] });
      break;
    case 'C':
      step(pen, { handles: [point(0), point(2)], to: point(4) });
      break;
    case 'Q':
      step(pen, quadratic(pen.at, point(0), point(2)));
      break;
    case 'A':
      arc(pen, given, point(5));
      break;
    default:
      close(pen);
  }
}

function move(pen: Pen, to: Point): void {
  pen.subpaths.push({ start: to, steps: [], isClosed: false });
  [pen.at, pen.start] = [to, to];
}

function step(pen: Pen, next: Step): void {
  const last = pen.subpaths.at(-1);
  // What follows a closed one without a move begins where that began.
  if (last === undefined || last.isClosed) move(pen, pen.at);
  pen.subpaths.at(-1)?.steps.push(next);
  pen.at = next.to;
}

function close(pen: Pen): void {
  const last = pen.subpaths.at(-1);
  if (last !== undefined) last.isClosed = true;
  pen.at = pen.start;
}

/** From the ends of an arc to its centre: SVG 2, B.2.4; then a curve for each quarter of a turn. */
function arc(pen: Pen, given: readonly number[], to: Point): void {
  const [rx = 0, ry = 0, degrees = 0, large = 0, sweep = 0] = given;
  const [[x1, y1], [x2, y2]] = [pen.at, to];
  if (rx === 0 || ry === 0 || (x1 === x2 && y1 === y2)) {
    step(pen, { to });
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
    step(pen, { handles: [place(first), place(second)], to: end });
  }
}

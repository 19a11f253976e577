/** Parses an SVG path to an outline. Quadratic curves and arcs become cubic curves. */
import { parseNumberList } from './numbers.ts';
import { type Outline, type Point, quadraticToCubic, type Step, type Subpath } from './outline.ts';

/** The present point and the start of the present subpath. */
interface Pen {
  at: Point;
  start: Point;
  readonly subpaths: Subpath[];
  /** The handle that a smooth curve continues: of the curve before it. */
  handle?: { readonly kind: 'cubic' | 'quadratic'; readonly at: Point } | undefined;
}

/** Number of arguments of each command (SVG 2, 9.3). */
const ARGUMENT_COUNTS: Readonly<Record<string, number>> = {
  ...{ M: 2, L: 2, H: 1, V: 1, A: 7, Z: 0 },
  ...{ C: 6, S: 4, Q: 4, T: 2 },
};

/** Returns the outline, or `undefined` if the path has an unsupported command. */
export function parseSvgPath(path: string): Outline | undefined {
  const pen: Pen = { at: [0, 0], start: [0, 0], subpaths: [] };
  for (const [, command = '', rest = ''] of path.matchAll(/([a-df-z])([^a-df-z]*)/gi)) {
    const steps = splitArguments(command, rest);
    if (steps === undefined) return undefined;
    // More pairs of numbers after a move are lines.
    const repeated = command.replace('M', 'L').replace('m', 'l');
    for (const [index, args] of steps.entries()) draw(pen, index === 0 ? command : repeated, args);
  }
  return pen.subpaths;
}

/** Splits the numbers after a command into the arguments of each repetition. */
function splitArguments(command: string, rest: string): readonly (readonly number[])[] | undefined {
  const count = ARGUMENT_COUNTS[command.toUpperCase()];
  const args = parseNumberList(command.toUpperCase() === 'A' ? separateArcFlags(rest) : rest);
  if (count === 0) return args.length === 0 ? [[]] : undefined;
  if (count === undefined || args.length === 0 || args.length % count !== 0) return undefined;
  return Array.from({ length: args.length / count }, (_, index) =>
    args.slice(index * count, (index + 1) * count),
  );
}

/** Separates the flags of an arc, which can be written without a space: `0 01` is `0 0 1`. */
const separateArcFlags = (rest: string): string => {
  const number = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?`;
  const between = String.raw`[\s,]*`;
  const arc = new RegExp(
    `(${number})${between}(${number})${between}(${number})${between}([01])${between}([01])`,
    'gi',
  );
  return rest.replace(arc, '$1 $2 $3 $4 $5 ');
};

function draw(pen: Pen, command: string, args: readonly number[]): void {
  const [ox, oy] = command === command.toLowerCase() ? pen.at : [0, 0];
  const point = (index: number): Point => [(args[index] ?? 0) + ox, (args[index + 1] ?? 0) + oy];
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
      step(pen, { to: [pen.at[0], (args[0] ?? 0) + oy] });
      break;
    case 'C':
    case 'S':
    case 'Q':
    case 'T':
      curve(pen, command.toUpperCase(), point);
      break;
    case 'A':
      arc(pen, args, point(5));
      break;
    default:
      close(pen);
  }
}

/** Adds a curve. A smooth one (`S`, `T`) continues the curve before it, if that is of the same kind. */
function curve(pen: Pen, command: string, point: (index: number) => Point): void {
  const isCubic = command === 'C' || command === 'S';
  const kind = isCubic ? 'cubic' : 'quadratic';
  const [x, y] = pen.handle?.kind === kind ? pen.handle.at : pen.at;
  const mirrored: Point = [2 * pen.at[0] - x, 2 * pen.at[1] - y];
  const isSmooth = command === 'S' || command === 'T';
  const first = isSmooth ? mirrored : point(0);
  const others = isSmooth ? 0 : 2;
  if (isCubic) step(pen, { handles: [first, point(others)], to: point(others + 2) });
  else step(pen, quadraticToCubic(pen.at, first, point(others)));
  pen.handle = { kind, at: isCubic ? point(others) : first };
}

function move(pen: Pen, to: Point): void {
  pen.subpaths.push({ start: to, steps: [], isClosed: false });
  [pen.at, pen.start] = [to, to];
  pen.handle = undefined;
}

function step(pen: Pen, next: Step): void {
  const last = pen.subpaths.at(-1);
  // A step after a closed subpath begins a new one at the same start.
  if (last === undefined || last.isClosed) move(pen, pen.at);
  pen.subpaths.at(-1)?.steps.push(next);
  pen.at = next.to;
  pen.handle = undefined;
}

function close(pen: Pen): void {
  const last = pen.subpaths.at(-1);
  if (last !== undefined) last.isClosed = true;
  pen.at = pen.start;
  pen.handle = undefined;
}

/** Adds an arc: computes its center from its ends (SVG 2, B.2.4), then adds a curve for each quarter turn. */
function arc(pen: Pen, args: readonly number[], to: Point): void {
  const [rx = 0, ry = 0, degrees = 0, large = 0, sweep = 0] = args;
  const [[x1, y1], [x2, y2]] = [pen.at, to];
  if (rx === 0 || ry === 0 || (x1 === x2 && y1 === y2)) {
    step(pen, { to });
    return;
  }
  const turn = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [hx, hy] = [(x1 - x2) / 2, (y1 - y2) / 2];
  const [ux, uy] = [(cos * hx + sin * hy) / Math.abs(rx), (cos * hy - sin * hx) / Math.abs(ry)];
  // Radii that are too small are scaled up (SVG 2, B.2.5).
  const grow = Math.max(1, Math.hypot(ux, uy));
  const [px, py] = [ux / grow, uy / grow];
  const away = Math.sqrt(Math.max(0, 1 / (px * px + py * py) - 1)) * (large === sweep ? -1 : 1);
  const center: Point = [away * py, -away * px];
  const toPoint = ([x, y]: Point): Point => {
    const ex = (x + center[0]) * Math.abs(rx) * grow;
    const ey = (y + center[1]) * Math.abs(ry) * grow;
    return [(x1 + x2) / 2 + cos * ex - sin * ey, (y1 + y2) / 2 + sin * ex + cos * ey];
  };
  addArcCurves(pen, computeArcAngles([px, py], center, sweep === 1), toPoint, to);
}

/** Returns the start angle and the sweep of an arc, in radians. */
function computeArcAngles([px, py]: Point, [cx, cy]: Point, isPositive: boolean): Point {
  const from = Math.atan2(py - cy, px - cx);
  const by = Math.atan2(-py - cy, -px - cx) - from;
  if (isPositive && by < 0) return [from, by + 2 * Math.PI];
  return [from, !isPositive && by > 0 ? by - 2 * Math.PI : by];
}

function addArcCurves(pen: Pen, [from, by]: Point, toPoint: (at: Point) => Point, to: Point): void {
  const count = Math.ceil(Math.abs(by) / (Math.PI / 2) - 1e-9);
  const part = by / count;
  const reach = (4 / 3) * Math.tan(part / 4);
  for (let index = 0; index < count; index += 1) {
    const [a, b] = [from + part * index, from + part * (index + 1)];
    const first: Point = [Math.cos(a) - reach * Math.sin(a), Math.sin(a) + reach * Math.cos(a)];
    const second: Point = [Math.cos(b) + reach * Math.sin(b), Math.sin(b) - reach * Math.cos(b)];
    const end = index === count - 1 ? to : toPoint([Math.cos(b), Math.sin(b)]);
    step(pen, { handles: [toPoint(first), toPoint(second)], to: end });
  }
}

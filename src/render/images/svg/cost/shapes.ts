/** One element of a drawing as something to be painted: how much there is of it, and where. */
import type { Element } from 'xast';
import { type Box, type Matrix, product } from '../../../../lib/geometry/matrix.ts';
import { EVERYWHERE, grown, numbersIn, type Track, trackOfPath, trackOfPoints } from './geometry.ts';
import { LIMITS } from './limits.ts';

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

export interface Shape {
  readonly points: number;
  readonly characters: number;
  /** Of its line, in its own units, at most. */
  readonly length: number;
  /** In its own units; absent where it shows nothing. */
  readonly box: Box | undefined;
  /** Whether it is another one elsewhere: it has percentages, or letters of another size. */
  readonly isRelative: boolean;
}

const NOTHING: Shape = { points: 0, characters: 0, length: 0, box: undefined, isRelative: false };

type Maker = (element: Element, viewport: Viewport, fontSize: number) => Shape;

const MAKERS: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['rect', rectangle],
  ['image', rectangle],
  ['circle', round],
  ['ellipse', round],
  ['line', line],
  ['path', ({ attributes }) => tracked(attributes, trackOfPath(attributes.d ?? '', LIMITS.points))],
  [
    'polyline',
    ({ attributes }) => tracked(attributes, trackOfPoints(attributes.points ?? '', false, LIMITS.points)),
  ],
  [
    'polygon',
    ({ attributes }) => tracked(attributes, trackOfPoints(attributes.points ?? '', true, LIMITS.points)),
  ],
  ['text', words],
  ['tspan', words],
  ['textPath', (element, viewport, size) => ({ ...words(element, viewport, size), box: EVERYWHERE })],
]);

export function shapeOf(element: Element, viewport: Viewport, fontSize: number): Shape {
  return MAKERS.get(element.name)?.(element, viewport, fontSize) ?? NOTHING;
}

/** The place of a nested `<svg>` or a `<use>`, and the size of what is in it. */
export function viewportIn(
  { name, attributes }: Element,
  around: Viewport,
): { readonly matrix: Matrix; readonly viewport: Viewport } {
  const length = lengths(around);
  const place: Matrix = [1, 0, 0, 1, length(attributes.x, 'x') ?? 0, length(attributes.y, 'y') ?? 0];
  if (name === 'use') return { matrix: place, viewport: around };
  const width = length(attributes.width, 'x') ?? around.width;
  const height = length(attributes.height, 'y') ?? around.height;
  const [left = 0, top = 0, across = width, down = height] = numbersIn(attributes.viewBox ?? '');
  if (!(across > 0 && down > 0)) return { matrix: place, viewport: { width, height } };
  // Whatever `preserveAspectRatio` says, nothing becomes larger than this.
  const scale = Math.max(width / across, height / down);
  const inside: Matrix = [scale, 0, 0, scale, -left * scale, -top * scale];
  return { matrix: product(inside, place), viewport: { width: across, height: down } };
}

type Written = string | null | undefined;

/** User units of lengths whose unit is one, or a percentage; of others more or less. */
const lengths =
  ({ width, height }: Viewport) =>
  (written: Written, side: 'x' | 'y'): number | undefined => {
    const [number] = numbersIn(written ?? '');
    if (number === undefined || !/%\s*$/.test(written ?? ''))
      return number === undefined ? undefined : number * unitOf(written);
    return (number / 100) * (side === 'x' ? width : height);
  };

/** CSS Values 4, 6: the largest that are in use, so that nothing is taken for smaller than it is. */
function unitOf(written: Written): number {
  const [, unit = ''] = /([a-z]+)\s*$/i.exec(written ?? '') ?? [];
  return unit === '' || unit === 'px' ? 1 : unit === 'in' ? 96 : 38;
}

const isRelativeIn = (values: readonly Written[]): boolean => values.some((value) => value?.includes('%'));

function rectangle({ attributes }: Element, viewport: Viewport): Shape {
  const { x, y, width, height } = attributes;
  const length = lengths(viewport);
  const [left, top] = [length(x, 'x') ?? 0, length(y, 'y') ?? 0];
  // By CSS, or of an image its own size.
  const [right, bottom] = [length(width, 'x') ?? Infinity, length(height, 'y') ?? Infinity];
  const box = Number.isFinite(right + bottom)
    ? { left, top, right: left + right, bottom: top + bottom }
    : EVERYWHERE;
  return {
    points: 4,
    characters: 0,
    length: 2 * (right + bottom),
    box,
    isRelative: isRelativeIn([x, y, width, height]),
  };
}

function round({ attributes }: Element, viewport: Viewport): Shape {
  const { cx, cy, r, rx = r, ry = r } = attributes;
  const length = lengths(viewport);
  const [x, y] = [length(cx, 'x') ?? 0, length(cy, 'y') ?? 0];
  const reach = Math.max(length(rx, 'x') ?? 0, length(ry, 'y') ?? 0);
  const box = grown({ left: x, top: y, right: x, bottom: y }, reach);
  return {
    points: 4,
    characters: 0,
    length: 2 * Math.PI * reach,
    box,
    isRelative: isRelativeIn([cx, cy, r, rx, ry]),
  };
}

function line({ attributes }: Element, viewport: Viewport): Shape {
  const { x1, y1, x2, y2 } = attributes;
  const length = lengths(viewport);
  const [ax, ay] = [length(x1, 'x') ?? 0, length(y1, 'y') ?? 0];
  const [bx, by] = [length(x2, 'x') ?? 0, length(y2, 'y') ?? 0];
  return {
    points: 2,
    characters: 0,
    length: Math.hypot(bx - ax, by - ay),
    box: { left: Math.min(ax, bx), top: Math.min(ay, by), right: Math.max(ax, bx), bottom: Math.max(ay, by) },
    isRelative: isRelativeIn([x1, y1, x2, y2]),
  };
}

/** SVG 2, 9.6.1: the author may say how long the line is to be taken for. */
function tracked({ pathLength }: Element['attributes'], { points, length, box }: Track): Shape {
  const said = Number(pathLength ?? Number.NaN);
  return { points, characters: 0, length: said > 0 ? said : length, box, isRelative: false };
}

/** Its own letters, as wide as they are high; where they run on after others, nobody knows where they are. */
function words(element: Element, viewport: Viewport, size: number): Shape {
  const characters = element.children.reduce(
    (sum, child) => sum + (child.type === 'text' ? child.value.length : 0),
    0,
  );
  const length = lengths(viewport);
  const [x, y] = [length(element.attributes.x, 'x'), length(element.attributes.y, 'y')];
  const reach = size * (characters + 1);
  const starts = [...numbersIn(element.attributes.x ?? ''), ...numbersIn(element.attributes.y ?? '')];
  const isKnown = x !== undefined && y !== undefined && starts.length === 2 && hasOneLine(element);
  const box = isKnown ? grown({ left: x, top: y, right: x, bottom: y }, reach, 2 * size) : EVERYWHERE;
  // The outlines of a letter are some six times as long as it is high.
  return { points: 0, characters, length: characters * size * 6, box, isRelative: true };
}

const hasOneLine = ({ children }: Element): boolean => children.every(({ type }) => type === 'text');

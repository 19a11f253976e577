/** Measures the shape of one element: points, characters, length and bounding box. */
import type { Element } from 'xast';
import { type Box, type Matrix, multiply } from '../../../../lib/geometry/matrix.ts';
import { EVERYWHERE, expandBox, measurePath, measurePoints, type Outline, parseNumbers } from './geometry.ts';
import { LIMITS } from './limits.ts';

/** Size of a viewport in user units. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
}

/** Measurements of a shape. */
export interface Shape {
  readonly points: number;
  readonly characters: number;
  /** Upper bound of the length of its outline, in its own units. */
  readonly length: number;
  /** Bounding box in its own units; absent if it shows nothing. */
  readonly box: Box | undefined;
  /** Whether it depends on the viewport or font size: it has percentages or text. */
  readonly isRelative: boolean;
}

const EMPTY_SHAPE: Shape = { points: 0, characters: 0, length: 0, box: undefined, isRelative: false };

type Measure = (element: Element, viewport: Viewport, fontSize: number) => Shape;

const MEASURES: ReadonlyMap<string, Measure> = new Map<string, Measure>([
  ['rect', measureRectangle],
  ['image', measureRectangle],
  ['circle', measureEllipse],
  ['ellipse', measureEllipse],
  ['line', measureLine],
  ['path', ({ attributes }) => measureOutline(attributes, measurePath(attributes.d ?? '', LIMITS.points))],
  [
    'polyline',
    ({ attributes }) =>
      measureOutline(attributes, measurePoints(attributes.points ?? '', false, LIMITS.points)),
  ],
  [
    'polygon',
    ({ attributes }) =>
      measureOutline(attributes, measurePoints(attributes.points ?? '', true, LIMITS.points)),
  ],
  ['text', measureText],
  ['tspan', measureText],
  ['textPath', (element, viewport, size) => ({ ...measureText(element, viewport, size), box: EVERYWHERE })],
]);

/** Measures an element. */
export function measureShape(element: Element, viewport: Viewport, fontSize: number): Shape {
  return MEASURES.get(element.name)?.(element, viewport, fontSize) ?? EMPTY_SHAPE;
}

/** Returns the matrix and the viewport for the content of a nested `<svg>` or a `<use>`. */
export function computeViewport(
  { name, attributes }: Element,
  around: Viewport,
): { readonly matrix: Matrix; readonly viewport: Viewport } {
  const length = createLengthReader(around);
  const position: Matrix = [1, 0, 0, 1, length(attributes.x, 'x') ?? 0, length(attributes.y, 'y') ?? 0];
  if (name === 'use') return { matrix: position, viewport: around };
  const width = length(attributes.width, 'x') ?? around.width;
  const height = length(attributes.height, 'y') ?? around.height;
  const [left = 0, top = 0, across = width, down = height] = parseNumbers(attributes.viewBox ?? '');
  if (!(across > 0 && down > 0)) return { matrix: position, viewport: { width, height } };
  // The largest scale for any value of `preserveAspectRatio`.
  const scale = Math.max(width / across, height / down);
  const inside: Matrix = [scale, 0, 0, scale, -left * scale, -top * scale];
  return { matrix: multiply(inside, position), viewport: { width: across, height: down } };
}

type LengthValue = string | null | undefined;

/**
 * Returns a function that converts lengths to user units: exactly for numbers and percentages, roughly for
 * other units.
 */
const createLengthReader =
  ({ width, height }: Viewport) =>
  (value: LengthValue, side: 'x' | 'y'): number | undefined => {
    const [number] = parseNumbers(value ?? '');
    if (number === undefined || !/%\s*$/.test(value ?? ''))
      return number === undefined ? undefined : number * readUnitFactor(value);
    return (number / 100) * (side === 'x' ? width : height);
  };

/** Returns the factor of a unit, at least the true one: CSS Values 4, 6. */
function readUnitFactor(value: LengthValue): number {
  const [, unit = ''] = /([a-z]+)\s*$/i.exec(value ?? '') ?? [];
  return unit === '' || unit === 'px' ? 1 : unit === 'in' ? 96 : 38;
}

const hasPercentage = (values: readonly LengthValue[]): boolean =>
  values.some((value) => value?.includes('%'));

function measureRectangle({ attributes }: Element, viewport: Viewport): Shape {
  const { x, y, width, height } = attributes;
  const length = createLengthReader(viewport);
  const [left, top] = [length(x, 'x') ?? 0, length(y, 'y') ?? 0];
  // Without a size, CSS or the image decides it.
  const [right, bottom] = [length(width, 'x') ?? Infinity, length(height, 'y') ?? Infinity];
  const box = Number.isFinite(right + bottom)
    ? { left, top, right: left + right, bottom: top + bottom }
    : EVERYWHERE;
  return {
    points: 4,
    characters: 0,
    length: 2 * (right + bottom),
    box,
    isRelative: hasPercentage([x, y, width, height]),
  };
}

function measureEllipse({ attributes }: Element, viewport: Viewport): Shape {
  const { cx, cy, r, rx = r, ry = r } = attributes;
  const length = createLengthReader(viewport);
  const [x, y] = [length(cx, 'x') ?? 0, length(cy, 'y') ?? 0];
  const reach = Math.max(length(rx, 'x') ?? 0, length(ry, 'y') ?? 0);
  const box = expandBox({ left: x, top: y, right: x, bottom: y }, reach);
  return {
    points: 4,
    characters: 0,
    length: 2 * Math.PI * reach,
    box,
    isRelative: hasPercentage([cx, cy, r, rx, ry]),
  };
}

function measureLine({ attributes }: Element, viewport: Viewport): Shape {
  const { x1, y1, x2, y2 } = attributes;
  const length = createLengthReader(viewport);
  const [ax, ay] = [length(x1, 'x') ?? 0, length(y1, 'y') ?? 0];
  const [bx, by] = [length(x2, 'x') ?? 0, length(y2, 'y') ?? 0];
  return {
    points: 2,
    characters: 0,
    length: Math.hypot(bx - ax, by - ay),
    box: { left: Math.min(ax, bx), top: Math.min(ay, by), right: Math.max(ax, bx), bottom: Math.max(ay, by) },
    isRelative: hasPercentage([x1, y1, x2, y2]),
  };
}

/** Measures an outline. `pathLength` overrides its length: SVG 2, 9.6.1. */
function measureOutline({ pathLength }: Element['attributes'], { points, length, box }: Outline): Shape {
  const pathLengthValue = Number(pathLength ?? Number.NaN);
  return {
    points,
    characters: 0,
    length: pathLengthValue > 0 ? pathLengthValue : length,
    box,
    isRelative: false,
  };
}

/**
 * Measures the text of an element, with characters as wide as high. The place of continued text is unknown.
 */
function measureText(element: Element, viewport: Viewport, size: number): Shape {
  const characters = element.children.reduce(
    (sum, child) => sum + (child.type === 'text' ? child.value.length : 0),
    0,
  );
  const length = createLengthReader(viewport);
  const [x, y] = [length(element.attributes.x, 'x'), length(element.attributes.y, 'y')];
  const reach = size * (characters + 1);
  const coordinates = [
    ...parseNumbers(element.attributes.x ?? ''),
    ...parseNumbers(element.attributes.y ?? ''),
  ];
  const isKnown = x !== undefined && y !== undefined && coordinates.length === 2 && hasOnlyText(element);
  const box = isKnown ? expandBox({ left: x, top: y, right: x, bottom: y }, reach, 2 * size) : EVERYWHERE;
  // The outline of a letter is about six times as long as it is high.
  return { points: 0, characters, length: characters * size * 6, box, isRelative: true };
}

const hasOnlyText = ({ children }: Element): boolean => children.every(({ type }) => type === 'text');

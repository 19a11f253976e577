/**
 * Defines the state in which an element is drawn: what it takes from its ancestors and from the elements that
 * refer to it.
 */
import type { Element } from 'xast';
import { type Box, IDENTITY, type Matrix } from '../../../../lib/geometry/matrix.ts';
import type { ComputedStyle } from './computed-style.ts';
import type { Viewport } from './shapes.ts';

/** State of the drawing around an element. */
export interface DrawState {
  readonly matrix: Matrix;
  readonly viewport: Viewport;
  /** Inherited properties. */
  readonly inherited: ComputedStyle;
  /** Largest visible share of the drawing's area, from 0 to 1. */
  readonly area: number;
  /** The element of the document through which this is drawn; absent for elements of the document itself. */
  readonly at: Element | undefined;
  /** Number of ancestors and of elements that refer to it. */
  readonly level: number;
}

/** Matrix of content in an unknown place, which counts as covering everything. */
export const ANYWHERE: Matrix = [NaN, 0, 0, NaN, 0, 0];

/** Returns the state of a root element. */
export function createRootState({ left, right, top, bottom }: Box): DrawState {
  const viewport = { width: right - left, height: bottom - top };
  return { matrix: IDENTITY, viewport, inherited: new Map(), area: 1, at: undefined, level: 0 };
}

const INHERITED = [
  'fill',
  'font-size',
  'marker',
  'marker-end',
  'marker-mid',
  'marker-start',
  'stroke',
  'stroke-dasharray',
  'stroke-width',
];

/** Returns the properties that children of an element inherit. */
export function inheritStyle(style: ComputedStyle, inherited: ComputedStyle): ComputedStyle {
  const own = INHERITED.filter((property) => style.has(property));
  if (own.length === 0) return inherited;
  return new Map([...inherited, ...own.map((property) => [property, style.get(property) ?? []] as const)]);
}

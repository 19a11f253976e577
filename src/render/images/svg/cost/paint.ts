/** Counts what paints a shape besides its fill: markers, dashes and images in filters. */
import type { Element } from 'xast';
import type { ComputedStyle } from './computed-style.ts';
import { parseNumbers } from './geometry.ts';
import type { Shape } from './shapes.ts';

/** Returns how often each marker property draws its marker: SVG 2, 11.6.2. */
export const countMarkers = ({ points }: Shape): readonly (readonly [property: string, count: number])[] => [
  ['marker', points],
  ['marker-start', Math.min(points, 1)],
  ['marker-mid', points - 2],
  ['marker-end', Math.min(points, 1)],
];

/** Returns the id in a reference to the same file. */
export const parseFragment = (href: string | null | undefined): string =>
  (href ?? '').trim().replace(/^#/, '');

/** Returns the font size in user units. */
export const findFontSize = (inherited: ComputedStyle): number =>
  parseNumbers(inherited.get('font-size')?.at(-1) ?? '16')[0] ?? 16;

/** Returns the number of dashes of a stroke. */
export function countDashes(list: string, { length }: Shape): number {
  const numbers = parseNumbers(list);
  const period = numbers.reduce((sum, number) => sum + number, 0);
  // An invalid list, or one of zeros, makes a solid stroke.
  if (!(period > 0) || numbers.some((number) => number < 0)) return 0;
  const dashes = (length / period) * (numbers.length / 2);
  // Skia, SkDashPath: a stroke of more than a million dashes is drawn solid.
  return dashes > SKIA_MAX_DASHES ? 0 : dashes;
}

const SKIA_MAX_DASHES = 1_000_000;

/** Returns the ids of the elements that a filter shows with `feImage`. */
export const findFilterImages = ({ children }: Element): readonly string[] =>
  children.flatMap((child) => {
    if (child.type !== 'element' || child.name !== 'feImage') return [];
    const { href = child.attributes['xlink:href'] } = child.attributes;
    return href?.startsWith('#') ? [parseFragment(href)] : [];
  });

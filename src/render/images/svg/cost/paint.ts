/** What a shape is painted with besides its fill: markers, dashes, letters and what filters show. */
import type { Element } from 'xast';
import type { Look } from './computed-style.ts';
import { numbersIn } from './geometry.ts';
import type { Shape } from './shapes.ts';

/** SVG 2, 11.6.2: how often each is drawn. */
export const markersOf = ({ points }: Shape): readonly (readonly [property: string, count: number])[] => [
  ['marker', points],
  ['marker-start', Math.min(points, 1)],
  ['marker-mid', points - 2],
  ['marker-end', Math.min(points, 1)],
];

/** Returns the id that a reference in the drawing names. */
export const idIn = (href: string | null | undefined): string => (href ?? '').trim().replace(/^#/, '');

/** Returns user units. */
export const fontSizeIn = (inherited: Look): number =>
  numbersIn(inherited.get('font-size')?.at(-1) ?? '16')[0] ?? 16;

/** Returns how many dashes a line has. */
export function dashesIn(list: string, { length }: Shape): number {
  const numbers = numbersIn(list);
  const period = numbers.reduce((sum, number) => sum + number, 0);
  // A list that is no list, or of zeros, makes a line without gaps.
  if (!(period > 0) || numbers.some((number) => number < 0)) return 0;
  const dashes = (length / period) * (numbers.length / 2);
  // Skia, SkDashPath: a line of more than a million dashes is drawn without.
  return dashes > SKIA_MOST_DASHES ? 0 : dashes;
}

const SKIA_MOST_DASHES = 1_000_000;

/** The elements of the drawing that a filter shows. */
export const usedImages = ({ children }: Element): readonly string[] =>
  children.flatMap((child) => {
    if (child.type !== 'element' || child.name !== 'feImage') return [];
    const { href = child.attributes['xlink:href'] } = child.attributes;
    return href?.startsWith('#') ? [idIn(href)] : [];
  });

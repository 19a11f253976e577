/**
 * Defines the limits of a drawing's cost. Each limit takes about five seconds to print over a whole page
 * (filters: ten), measured with the Chromium from npm on one core. Each use counts as a share of its limit,
 * and all shares together may come to one. Copies by `<use>`, masks, patterns and markers count as often as
 * they are drawn. Of 12,000 drawings of icon sets, charts, maps and test suites, one that people drew exceeds
 * half: a logo with ten blurs of its whole size.
 */

/** Limits by resource. */
export const LIMITS = {
  /** Elements in the file and drawn copies; a copy by `<use>` has at least two. */
  elements: 200_000,
  /** Points of paths and polygons. */
  points: 2_000_000,
  /** Characters of text. */
  characters: 200_000,
  /** Dashes of strokes. */
  dashes: 200_000,
  /** Stops of gradients, for each shape that uses them. */
  stops: 100_000,
  /** Steps in chains of gradients or patterns that take missing attributes from each other. */
  chained: 5_000_000,
  /** Fills and strokes with a pattern; each is rasterized. */
  patterns: 250,
  /** Masks of the size of the whole drawing. */
  masks: 40,
  /** Blurs of the whole drawing, or other filters of the same cost. */
  filters: 60,
  /** Steps of filters, each counted as often as others use its result, because it is computed each time. */
  filterSteps: 100_000,
  /** Pixels of embedded images; each needs four bytes, as in other images. */
  pixels: 100_000_000,
  /** Comparisons of a rule of a style sheet with an element. */
  comparisons: 2_000_000,
} as const;

/** A resource with a limit. */
export type CostedResource = keyof typeof LIMITS;

/** Largest ratio of the sides. A drawing of one meter by a tenth of a millimeter is not visible. */
export const MAX_ASPECT_RATIO = 10_000;

/** Most nested elements, through ancestors and references. Real drawings have fewer. */
export const MAX_NESTING = 500;

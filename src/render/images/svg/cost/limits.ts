/**
 * How much a drawing may ask of a browser. Each limit is what takes some five seconds to print over a whole page (filters: ten), as measured
 * with the Chromium that comes from npm on one core; what a drawing has of each counts as a share, and all shares together may
 * come to one. Copies by `<use>`, masks, patterns and markers count as often as they are drawn. Of 12,000 drawings of icon
 * sets, charts, maps and test suites one that people drew comes to more than half: a logo of ten blurs of its whole size.
 */

export const LIMITS = {
  /** Elements, written or drawn; a copy by `<use>` is two at least. */
  elements: 200_000,
  /** Points of paths and polygons. */
  points: 2_000_000,
  /** Characters of text. */
  characters: 200_000,
  /** Dashes of lines. */
  dashes: 200_000,
  /** Colors of gradients, for each shape that has them. */
  stops: 100_000,
  /** Looks from one gradient or pattern to the next of those from which it takes what it does not say itself. */
  chained: 5_000_000,
  /** Shapes and lines that are filled with a pattern: each becomes a picture. */
  patterns: 250,
  /** Masks as large as the whole drawing. */
  masks: 40,
  /** Blurs of the whole drawing, or as much work of other filters. */
  filters: 60,
  /** Steps of filters, each as often as others ask for its result: what two ask for is worked out twice. */
  filterSteps: 100_000,
  /** Pixels of images that stand in the drawing: four bytes for each are unpacked, as for other images. */
  pixels: 100_000_000,
  /** Rules of style sheets that have to be compared with an element. */
  comparisons: 2_000_000,
} as const;

export type Load = keyof typeof LIMITS;

/** How much longer one side may be than the other: what is a meter long and a tenth of a millimeter high, nobody sees. */
export const MOST_PROPORTION = 10_000;

/** Drawings that are used in each other, by whatever way: deeper than anybody draws. */
export const MOST_NESTED = 500;

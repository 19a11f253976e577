/** Where a page stands after imposition. */
import type { Reference } from '../../lib/pdf/objects.ts';

export interface Placement {
  /** The side of a sheet that takes the page's place. */
  readonly sheet: Reference;
  /** How far the page moves to the right and up, in points. */
  readonly x: number;
  readonly y: number;
  /** Added to the numbers of its marked content, so that two pages on one side do not share them. */
  readonly markShift: number;
}

/** By the number of the object that was the page. */
export type Placements = ReadonlyMap<number, Placement>;

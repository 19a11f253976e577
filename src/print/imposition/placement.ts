/** The placement of a page on a sheet after imposition. */
import type { Reference } from '../../lib/pdf/objects.ts';

/** The position of one page. */
export interface Placement {
  /** The side of a sheet that replaces the page. */
  readonly sheet: Reference;
  /** Distance by which the page moves to the right (x) and up (y), in points. */
  readonly x: number;
  readonly y: number;
  /** Added to the page's MCIDs, so that the MCIDs of two pages on one side are different. */
  readonly mcidOffset: number;
}

/** Placements by the object number of the original page. */
export type Placements = ReadonlyMap<number, Placement>;

/** Names the files that can have the brand of a project. */

/** The file of a brand, in the root of a project. */
export const BRAND_FILE = 'brand.yaml';

/** Where a brand is written. */
export interface BrandFiles {
  /** `brand.yaml`, possibly misnamed; empty if there is none. */
  readonly own: readonly string[];
  /** Whether `handpress.yaml` has `brand:`. */
  readonly isInProject: boolean;
}

/** The look of a project: what `brand:` says, ready for all writers. */

import type { SourceLocation } from './source-location.ts';

/** Colors as `#rrggbb`, each readable where it is used. An absent one is that of Handpress. */
export interface BrandPalette {
  /** Titles, frames and links. */
  readonly primary?: string;
  /** Pale background of boxes, of the same hue. */
  readonly tint?: string;
  /** Background of marked lines of code, of the same hue. */
  readonly mark?: string;
  /** The primary color where the page may be white or black, as in e-books. */
  readonly middle?: string;
  /** The primary color on the dark page of a browser. */
  readonly lifted?: string;
  /** Running text. */
  readonly text?: string;
  /** Page of a browser, and covers. Paper stays white. */
  readonly background?: string;
}

/** The sign of a hospital, a company or a school. */
export interface BrandLogo {
  /** Relative to the root. */
  readonly path: string;
  /** Alternative text. */
  readonly alt: string;
  /** Where it is named. */
  readonly place: SourceLocation;
}

/** The look of a project. */
export interface Brand {
  readonly palette: BrandPalette;
  readonly logo?: BrandLogo;
}

/** The types of an edition: page, margins, type, typefaces, imposition. */

/** Width and height of a page in mm. */
export interface PageSize {
  /** Name for messages: `A4`, `120 × 200 mm`. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** Page margins in mm. `inside` is at the spine, `outside` at the opposite edge. */
export interface Margins {
  readonly top: number;
  readonly bottom: number;
  readonly inside: number;
  readonly outside: number;
}

/** Size and line spacing of the body text in pt. All other sizes are computed from these. */
export interface TypeSize {
  readonly size: number;
  readonly leading: number;
  /** Lower limit for all text on the page. */
  readonly smallest: number;
}

/** `serif`, `sans`, or the name of a family. */
export interface Typefaces {
  readonly text: string;
  readonly headings: string;
}

/** Two pages side by side on each side of a sheet, to be folded in the middle. */
export interface Imposition {
  /** In portrait format; it is printed in landscape format. */
  readonly sheet: PageSize;
  /** The edge on which the printer flips the sheet. */
  readonly duplex: 'long' | 'short';
}

/** A printed edition: a book of all chapters, or one handout for each chapter. */
export interface PaperEdition {
  /** `book-a4`: family and layout. */
  readonly id: string;
  readonly family: 'book' | 'handouts';
  /** Name of the layout: `a4`, `large-print-uk`. */
  readonly layout: string;
  readonly page: PageSize;
  readonly margins: Margins;
  readonly type: TypeSize;
  readonly typefaces: Typefaces;
  /** Paths of style sheets below `styles/`, applied after those of the family. */
  readonly styles: readonly string[];
  /** Path of the template below `templates/`. */
  readonly template: string;
  /** How the address of an external link is printed. */
  readonly links: 'address' | 'qr' | 'none';
  /**
   * The page on which a chapter of a book can open. `auto`: the recto, or any page if more than a tenth of the pages
   * would be blank.
   */
  readonly openers: 'recto' | 'any' | 'auto';
  /** How a table that is wider than the page is printed. */
  readonly wideTables: 'turn' | 'cards';
  /**
   * Whether a handout is limited to the sheets that its chapter declares. Layouts with large type or small
   * pages have no limit.
   */
  readonly sheets: 'declared' | 'any';
  readonly imposition?: Imposition;
  /** Whether code is highlighted; absent: as the publication says. */
  readonly isHighlighted?: boolean;
}

/** An e-book: `epub`, `epub-compatible`, or one of the project that extends one of these. */
export interface EpubEdition {
  readonly id: string;
  readonly family: 'epub';
  /** Whether it is for older reading systems. */
  readonly isCompatible: boolean;
  /** Paths of style sheets below `styles/`, applied after those of Handpress. */
  readonly styles: readonly string[];
  /** Direction of its lines, if they are vertical (CSS Writing Modes 3). With `vertical-rl`, pages go from right to left. */
  readonly writingMode?: WritingMode;
  /** Whether code is highlighted; absent: as the publication says. */
  readonly isHighlighted?: boolean;
}

/** Pages for browsers: `web`, a site of linked pages, or `html`, one file that has everything inside. */
export interface WebEdition {
  readonly id: string;
  readonly family: 'web';
  readonly form: 'site' | 'file';
  /** Paths of style sheets below `styles/`, applied after those of Handpress. */
  readonly styles: readonly string[];
  /** Whether code is highlighted; absent: as the publication says. */
  readonly isHighlighted?: boolean;
}

export type WritingMode = 'vertical-rl' | 'vertical-lr';

/** Returns whether an edition is printed. */
export const isPaper = (edition: Edition): edition is PaperEdition =>
  edition.family === 'book' || edition.family === 'handouts';

/** An edition: one form in which a publication is made. */
export type Edition = PaperEdition | EpubEdition | WebEdition;

/** One way of making a publication: pages, type, sheets. */

/** Width and height of a page in millimetres. */
export interface PageSize {
  /** As a person calls it: `A4`, `120 × 200 mm`. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** White around the text, in millimetres. `inside` is at the spine, `outside` where the page is turned. */
export interface Margins {
  readonly top: number;
  readonly bottom: number;
  readonly inside: number;
  readonly outside: number;
}

/** Size of the running text and the distance of its lines, in points; every other size follows from them. */
export interface TypeSize {
  readonly size: number;
  readonly leading: number;
  /** No text on the page is smaller. */
  readonly smallest: number;
}

/** `serif`, `sans`, or the name of a family. */
export interface Typefaces {
  readonly text: string;
  readonly headings: string;
}

/** Two pages beside each other on each side of a sheet, to be folded in the middle. */
export interface Imposition {
  /** Upright; it is printed lying on its side. */
  readonly sheet: PageSize;
  /** The edge over which the printer turns the sheet. */
  readonly duplex: 'long' | 'short';
}

/** One way of printing a publication: a book of all chapters, or each chapter as a handout. */
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
  /** Style sheets below `styles/`, after those of the family. */
  readonly styles: readonly string[];
  /** Template below `templates/`. */
  readonly template: string;
  /** What is printed for a link that leads out of the publication. */
  readonly links: 'address' | 'qr' | 'none';
  /** Where chapters of a book open. */
  readonly openers: 'recto' | 'any';
  /** What becomes of a table too wide for the page. */
  readonly wideTables: 'turn' | 'cards';
  /** Whether a handout keeps to the sheets it declares; larger type and smaller pages take what they need. */
  readonly sheets: 'declared' | 'any';
  readonly imposition?: Imposition;
}

/** `epub-compatible`: the same, changed for older readers. */
export interface EpubEdition {
  readonly id: 'epub' | 'epub-compatible';
  readonly family: 'epub';
}

/** One way of making a publication. */
export type Edition = PaperEdition | EpubEdition;

/**
 * The types that travel from stage to stage. There is no code here: every value is plain, finished and read-only.
 */
import type { Root as HastRoot } from 'hast';
import type { Root as MdastRoot } from 'mdast';
import type { Element as XastElement } from 'xast';
import type { Part } from './book-parts.ts';
import type { Place, Report } from './diagnostics/diagnostic.ts';
import type { GuardedHost } from './host.ts';
import type { Progress } from './progress.ts';
import type { Trace } from './trace.ts';

export type { FileMade, Progress } from './progress.ts';

/** A text file as read, not yet understood. */
export interface Source {
  /** Path relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** A person or a body; `role` is their part in the work, in words. */
export interface Contributor {
  readonly name: string;
  /** The name as a catalogue files it: `Family, Given`. Absent for bodies and where nobody said. */
  readonly fileAs?: string;
  readonly role?: string;
  /** The role as a code of https://id.loc.gov/vocabulary/relators, where it is one of those that have one. */
  readonly relator?: string;
}

/** What a work is about; `listed`: the list that the term was taken from, as EPUB names it, and its code there. */
export interface Subject {
  readonly term: string;
  readonly listed?: { readonly authority: string; readonly code: string };
}

/** `number` is the place in it: `2`, `2.1`. */
export interface Series {
  readonly title: string;
  readonly number?: string;
}

/** Who signed the content off. */
export interface Reviewer extends Contributor {
  /** ISO 8601 date of the review. */
  readonly date?: string;
}

/** What somebody put their name to: that the publication is accessible, by which standard. */
export interface Certification {
  readonly by: string;
  /** As it is written: `EPUB Accessibility 1.1 - WCAG 2.2 Level AA`. */
  readonly conformsTo: string;
  /** ISO 8601. */
  readonly date?: string;
  /** What entitles them to it, in words. */
  readonly credential?: string;
  /** Address of their report. */
  readonly report?: string;
}

/** What is known of a whole publication. Dates are ISO 8601 (`2026-11-22`). */
export interface Metadata {
  readonly title: string;
  /** What catalogues file the title under; absent: the title itself. */
  readonly titleFileAs?: string;
  readonly subtitle?: string;
  readonly description?: string;
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly authors: readonly Contributor[];
  readonly reviewers: readonly Reviewer[];
  /** Others who had a part in it, each with the relator of that part. */
  readonly contributors: readonly Contributor[];
  readonly publisher?: string;
  readonly rights?: string;
  readonly subjects: readonly Subject[];
  readonly series?: Series;
  /** Thirteen digits: of the e-book, and of the printed book. */
  readonly isbn?: string;
  readonly printIsbn?: string;
  /** `10.1000/182`. */
  readonly doi?: string;
  /** How many levels of headings the contents list, from 1; absent: as many as is usual. */
  readonly contentsDepth?: number;
  /** Whether the e-book has fonts of its own; absent: those of the reader. */
  readonly embedsFonts?: boolean;
  /** Who certified that the e-book is accessible. */
  readonly certification?: Certification;
  readonly status: 'draft' | 'published';
  /** True for health information: until a reviewer is named it is a draft that was not clinically reviewed. */
  readonly clinical: boolean;
  readonly version?: string;
  readonly published?: string;
  readonly reviewed?: string;
  readonly nextReview?: string;
  /** A URN or URL that stays the same from version to version. */
  readonly identifier: string;
  /** The moment the content stands for, in ISO 8601 with seconds and `Z`; never the clock's. */
  readonly modified: string;
  /** Path of the cover image, relative to the root; absent: a typographic cover is drawn. */
  readonly cover?: string;
}

/** What the head of one chapter says. */
export interface ChapterMetadata {
  readonly title: string;
  readonly description?: string;
  /** BCP 47, where it differs from the publication's. */
  readonly language?: string;
  /** Which part of the book it is; absent: a chapter like others. */
  readonly part?: Part;
  /** How many sheets of paper the chapter may take as a handout; absent: as many as it needs. */
  readonly sheets?: 1 | 2;
}

/** One Markdown source of a publication, understood as Markdown. */
export interface Chapter {
  /** Unique in the publication, made from the file's name or given in the front matter. */
  readonly id: string;
  readonly source: Source;
  readonly metadata: ChapterMetadata;
  /** Nodes keep the positions of the author's file. The first level-one heading is the chapter's title. */
  readonly body: MdastRoot;
}

/** One item of a CSL-JSON bibliography: https://docs.citationstyles.org/en/stable/specification.html */
export interface CslItem {
  readonly id: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

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

/** The whole work. Knows nothing of HTML, pages or EPUB. */
export interface Publication {
  /** Folder name in `dist/`. */
  readonly id: string;
  /** `folder`: has a `publication.yaml`; `file`: a lone Markdown file. */
  readonly form: 'folder' | 'file';
  /** Folder of the sources, relative to the root; nothing outside it gets into a page. */
  readonly folder: string;
  readonly metadata: Metadata;
  readonly chapters: readonly Chapter[];
  /** By id; empty when the publication has no bibliography. */
  readonly references: ReadonlyMap<string, CslItem>;
  readonly editions: readonly Edition[];
  /** The printed book whose page numbers the e-book has; absent where there is none. */
  readonly pagesFrom?: PaperEdition;
  /** Where its language is named; where nobody named it, the beginning of what is said of the publication. */
  readonly languagePlace: Place;
  /** Whether it says itself which editions it has; else those are the usual ones. */
  readonly listsEditions: boolean;
}

/** A heading of a section, in reading order. */
export interface Heading {
  readonly id: string;
  readonly level: 1 | 2 | 3 | 4 | 5 | 6;
  readonly text: string;
}

/** What a section has in it, for the accessibility metadata and the package's properties. */
export type Feature = 'image' | 'table' | 'note' | 'citation' | 'code' | 'box' | 'math';

/** A chapter (or the reference list) as finished content. */
export interface Section {
  /** Unique in the book; also the id of its level-one heading. */
  readonly id: string;
  readonly kind: 'chapter' | 'references';
  /** Plain text. */
  readonly title: string;
  /**
   * Everything to be printed, the level-one heading included. Ids are unique in the book. A link inside the book is
   * `#id`, wherever the id stands; an image's `src` is a key of `Book.assets`.
   */
  readonly body: HastRoot;
  readonly headings: readonly Heading[];
  readonly features: ReadonlySet<Feature>;
  /** BCP 47, where it differs from the publication's. */
  readonly language?: string;
  /** Which part of the book it is; absent: a chapter like others, or the reference list. */
  readonly part?: Part;
  /** In an e-book, of the later parts of a long chapter: its id. */
  readonly partOf?: string;
}

/** An image that a page shows. Its bytes are read when asked for. */
export interface Asset {
  /** Relative to the publication's folder, with `/`. */
  readonly path: string;
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/svg+xml';
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string;
  /** Pixels, or user units of the viewBox. */
  readonly width: number;
  readonly height: number;
  /** For SVG: the file made safe and well-formed; else the image in the file, without what stands behind it. */
  bytes(): Promise<Uint8Array>;
  /** Where the author names it, in order. */
  readonly places: readonly Place[];
  /** Of an SVG image: what is in it. */
  readonly drawing?: Drawing;
}

/** An SVG image that was read and found safe. */
export interface Drawing {
  /** `<svg>`, in which no name has a prefix but `xlink:` and `xml:`. Nobody changes it. */
  readonly root: XastElement;
  /** What part it is of all that one drawing may ask of a browser: from 0 to 1. */
  readonly share: number;
  /** Whether it has so many parts that it is printed much sooner as an image than as a part of the page. */
  readonly isHeavy: boolean;
}

/** A node of the contents; `id` is the heading it leads to. */
export interface NavigationNode {
  readonly id: string;
  readonly title: string;
  /** BCP 47, where it differs from the publication's. */
  readonly language?: string;
  readonly children: readonly NavigationNode[];
}

/** The words a page needs that no author writes, in the publication's language: `templates/terms/<language>.yaml`. */
export type Terms = Readonly<Record<string, string>>;

/** Finished content, ready to be printed or packed. No writer parses HTML back. */
export interface Book {
  readonly publication: Publication;
  /** `publication`: all chapters; `chapter`: one chapter alone, as a handout. */
  readonly scope: 'publication' | 'chapter';
  /** In reading order; the reference list, where anything is cited, comes last. */
  readonly sections: readonly Section[];
  readonly navigation: readonly NavigationNode[];
  /** By the `src` that stands in the sections. */
  readonly assets: ReadonlyMap<string, Asset>;
  /** Every id of the book that a link leads to or may lead to, and the section it stands in. */
  readonly anchors: ReadonlyMap<string, string>;
  readonly terms: Terms;
  /** What every page must say while the publication is a draft; absent when it is published. */
  readonly draftMark?: string;
  /** The cover's picture, when the publication has one of its own. */
  readonly cover?: Asset;
}

/** What a printed book says, page by page, in the order in which it is read. Pages are counted from 0. */
export interface PrintedText {
  /** The number printed on each page: `iv`, `7`. */
  readonly labels: readonly string[];
  /** First page of the contents. */
  readonly contents: number;
  /** First page of what the publication says of itself, after the last section. */
  readonly colophon: number;
  /** For each of `Book.sections`. */
  readonly sections: readonly (readonly PrintedPiece[])[];
}

/** The printed book whose pages an e-book names. */
export interface PrintedPages {
  readonly text: PrintedText;
  /** Identifies it. */
  readonly source: string;
  /** Id of the edition. */
  readonly edition: string;
}

/** `break`: what follows is no part of the word before. A figure and a formula are one sign each. */
export interface PrintedPiece {
  readonly page: number;
  readonly kind: 'text' | 'figure' | 'formula' | 'break';
  readonly text: string;
}

/** A finished file, not yet on disk. */
export interface Artifact {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  readonly edition: string;
  readonly mediaType: 'application/pdf' | 'application/epub+zip' | 'image/png';
  readonly bytes: Uint8Array;
  /** Pages as they were set, before two of them share a side of a sheet; absent for an e-book and for a proof. */
  readonly pages?: number;
  /** Whether an earlier build had made it. */
  readonly isKept?: boolean;
  /** Of a booklet: the file as it was set, each page by itself. */
  readonly asSet?: Uint8Array;
  /** Of a book that was printed just now, where that was asked: what it says, for less than from its bytes. */
  readonly text?: (sections: number) => PrintedText;
  /** Of a booklet: what stands on each side of its sheets, as `8 | 1`. */
  readonly pageLabels?: readonly string[];
}

/** Templates and styles: the project's own where it has them, else those that come with Handpress. */
export interface Design {
  /**
   * Fills a template. Values are escaped for HTML and XML alike unless the template says `| raw`.
   * @param name path below `templates/`, as `book.html`
   */
  fill(name: string, data: object): Promise<string>;
  /** Templates of the project that had a part in filling one, by their paths below `templates/`, and what they say. */
  replaced(name: string): Promise<ReadonlyMap<string, string>>;
  /** @param name path below `styles/`, as `print.css` */
  style(name: string): Promise<string>;
  /** Returns which of these files are the project's, in the place of Handpress's own: their paths, as `styles/epub.css`. */
  changedFiles(folder: 'templates' | 'styles', names: readonly string[]): Promise<readonly string[]>;
  /** Whether the project or Handpress has such a file. */
  has(folder: 'templates' | 'styles', name: string): Promise<boolean>;
  /** @param language BCP 47 */
  terms(language: string): Promise<Terms>;
}

/** Bytes, and whether an earlier build had made them. */
export interface Kept {
  readonly bytes: Uint8Array;
  readonly isKept: boolean;
}

/** The costly steps of a build, whose results are kept for later ones. */
export interface Steps {
  /**
   * Made once at a time; rejects as `make` does.
   * @param step `chapter`, `printed`, `finished`, …
   * @param parts everything that the bytes depend on, beside Handpress itself
   */
  bytes(
    step: string,
    parts: readonly (string | Uint8Array)[],
    make: () => Promise<Uint8Array>,
  ): Promise<Kept>;
}

/** What every stage is given besides its input. */
export interface Context {
  /** Absolute path of the project. */
  readonly root: string;
  readonly host: GuardedHost;
  /** Absolute paths of the folders that builds write into: nothing of what lies there gets into a page. */
  readonly outputs: readonly string[];
  readonly design: Design;
  readonly report: Report;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Absent: nothing is kept. */
  readonly steps?: Steps;
  /** Absent: nobody asks where the time goes. */
  readonly trace?: Trace;
}

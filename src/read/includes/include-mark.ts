/** The types of a mark that includes a file, and of the forms that such marks have in other programs. */
import type { DialectFeature } from '../markdown/dialects/dialect.ts';

/** A stretch of a text, as offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Which part of a file is meant. */
export type FilePart =
  | { readonly kind: 'all' }
  /** Lines, counted from 1, each range with both of its ends. */
  | { readonly kind: 'lines'; readonly ranges: readonly LineRange[] }
  /** The lines between the marks of a name; lines with marks of other names are left out. */
  | { readonly kind: 'named'; readonly name: string; readonly marks: NamedMarks }
  /** The text after one text and before another one. */
  | { readonly kind: 'between'; readonly from?: Boundary; readonly to?: Boundary }
  /** The section of the last heading, which is in the sections of the others. */
  | { readonly kind: 'section'; readonly headings: readonly string[] }
  /** The block with the mark `^name`. */
  | { readonly kind: 'block'; readonly name: string };

export interface LineRange {
  readonly from: number;
  /** The last line; `Infinity` for the end of the file. */
  readonly to: number;
}

/** What the first line and the last one look like. The first group of a pattern is the name. */
export interface NamedMarks {
  readonly begin: RegExp;
  readonly end: RegExp;
}

export interface Boundary {
  readonly text: string;
  /** Whether whole lines are meant, and that with the text, too. Otherwise the part has no line with the text, or begins right after it. */
  readonly takes: 'rest' | 'other lines' | 'its line, too';
}

/**
 * Where a path begins. `file`: in the folder of the file that includes; `chapter`: in that of the chapter; `project`: in the
 * folder of the project; `docs`: in its folder `docs`.
 */
export type PathBase = 'file' | 'chapter' | 'project' | 'docs';

/** One file that a mark includes. */
export interface IncludedFile {
  readonly path: string;
  /** In the order in which they are tried. */
  readonly bases: readonly PathBase[];
  readonly part: FilePart;
  /** `markdown`: read as the text around it. `lines`: put in as it is. `listing`: put in as a listing of its own. */
  readonly as: 'markdown' | 'lines' | 'listing';
  /** Of a listing; otherwise the extension of the file. */
  readonly language?: string;
  /** How many characters are removed at the start of each line, or as many as all lines have in common. */
  readonly dedent?: number | 'common';
  /** How many levels are added to headings. */
  readonly headingOffset?: number;
  /** The level of the heading that those of the file are put below, if theirs are not lower. */
  readonly headingsBelow?: number;
  /** Whether the file may be anywhere in the project's folder. If there is none, the mark stays, because it is also a link. */
  readonly isName?: boolean;
  /** Whether links and images are relative to the included file. Otherwise they are relative to the chapter. */
  readonly hasOwnLinks?: boolean;
  /** Matches lines that are left out. */
  readonly leavesOut?: RegExp;
  /** Markdown that is put above it. */
  readonly caption?: string;
}

/** A place in a text that is replaced: by files, or by other words. */
export interface IncludeMark {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  readonly files: readonly IncludedFile[];
  /** What replaces it if it includes no files. */
  readonly words?: string;
  /** Whether what is included is no part of a paragraph around the mark. */
  readonly isBlock?: boolean;
}

/** What a line is: text, the content of a listing or one of its fences, or a comment. */
export type LinePlace = 'text' | 'opening' | 'listing' | 'closing' | 'comment';

/** A line of a text. */
export interface Line {
  /** Offset in the text. */
  readonly start: number;
  /** Without its end. */
  readonly text: string;
  readonly place: LinePlace;
  /** The text with U+0000 in place of code and comments in the line. */
  readonly masked: string;
  /** The listing that it belongs to. */
  readonly fence?: Fence;
}

/** A listing between fences. */
export interface Fence {
  readonly sign: string;
  readonly length: number;
  /** Offsets after the signs of its opening, and of its end if it has one. */
  readonly opening: number;
  closing?: number;
  readonly info: string;
}

/** Finds the marks that begin in a line. */
export type FindMarks = (lines: readonly Line[], index: number) => readonly IncludeMark[];

/** A form of includes. Its code is loaded for the first text that may contain it. */
export interface IncludeForm extends DialectFeature {
  readonly load: () => Promise<FindMarks>;
}

/** Defines the list of chapters of a book, as another program or `publication.yaml` has it: chapters and groups in reading order. */
import type { BookPart } from '../../core/book-parts.ts';
import type { SourceLocation } from '../../core/source-location.ts';

interface Listed {
  /** How many parts, groups and chapters it is below. */
  readonly depth: number;
  readonly location: SourceLocation;
}

/** A chapter in the list. */
export interface ListedChapter extends Listed {
  readonly kind: 'chapter';
  /** Relative to the folder of the list, or of the whole book. */
  readonly path: string;
  /** The title that the list gives it. */
  readonly title?: string;
  /** The part of the book that it is, unless its front matter says another. */
  readonly part?: BookPart;
  /** Whether its first heading belongs to the list, and is no heading of the chapter. */
  readonly skipsHeading?: true;
  /** Whether its front matter is that of the whole book, and read as such. */
  readonly holdsSettings?: true;
  /** Whether it matches a pattern and is not named; then it is left out where it cannot be read. */
  readonly isMatched?: true;
}

/** A part, or a group of chapters in one. */
export interface ListedGroup extends Listed {
  readonly kind: 'group';
  readonly title: string;
}

export type Listing = ListedChapter | ListedGroup;

/** How many entries of a list are no chapters. */
export interface LeftOut {
  /** They have a title and no file. */
  readonly drafts: number;
  /** They lead to a web page, or to a file that is no Markdown. */
  readonly elsewhere: number;
  /** Their file is listed before. */
  readonly repeated: number;
}

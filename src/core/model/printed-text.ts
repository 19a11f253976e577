/** The types of the text of a printed book, page by page. */
import type { Section } from './book.ts';

/** The text of a printed book in reading order, with the page of each piece. Page indexes start at 0. */
export interface PrintedText {
  /** The page number printed on each page: `iv`, `7`. */
  readonly labels: readonly string[];
  /** Index of the first page of the table of contents. */
  readonly contents: number;
  /** The pieces of each of `Book.sections`. */
  readonly sections: readonly (readonly PrintedPiece[])[];
}

/** A section of a printed book. */
export type PrintedSection = Pick<Section, 'id' | 'body'>;

/** The printed book whose page numbers an e-book contains. */
export interface PrintedPages {
  readonly text: PrintedText;
  /** The sections of the printed book, which may have others than the e-book, or others of their content. */
  readonly sections: readonly PrintedSection[];
  /** Identifier of the printed book. */
  readonly source: string;
  /** Id of the edition. */
  readonly edition: string;
}

/** A piece of printed text. `break` separates two words. A figure and a formula count as one character each. */
export interface PrintedPiece {
  readonly page: number;
  readonly kind: 'text' | 'figure' | 'formula' | 'break';
  readonly text: string;
}

/** Reads the text of a printed book with a number of sections. */
export type ReadText = (sections: number) => PrintedText;

/** Receives a function that reads the text of a book. */
export type OnText = (read: ReadText) => void;

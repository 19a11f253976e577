/** What a printed book says, page by page. */

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

/** The data of a listing in a Markdown tree: what is shown of it beside its code. Plain JSON. */

export interface Listing {
  readonly id?: string;
  /** The words above it: the name of a file, or a caption. */
  readonly title?: string;
  /** Number of its first line; absent: its lines have no numbers. */
  readonly firstNumber?: number;
  /** Lines that are marked, added and removed, counted from 1 whatever their numbers are. */
  readonly marked?: readonly number[];
  readonly added?: readonly number[];
  readonly removed?: readonly number[];
  /** Whether it is what a program has written. */
  readonly isOutput?: true;
  /** The notes to its lines, which are the items of the list below it. */
  readonly notes?: readonly LineNote[];
}

/** A note to a line. */
export interface LineNote {
  /** Counted from 1. */
  readonly line: number;
  /** Number of the item. */
  readonly number: number;
}

declare module 'mdast' {
  interface CodeData {
    listing?: Listing;
  }
}

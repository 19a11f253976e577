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
}

declare module 'mdast' {
  interface CodeData {
    listing?: Listing;
  }
}

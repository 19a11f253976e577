/** Letters of a line that stand together in one font. */

/** A font file, as it was before it was packed for the web. */
export interface Typeface {
  /** Family, part and weight: the same file has the same name. */
  readonly name: string;
  readonly file: () => Promise<Uint8Array>;
}

/** Letters that stand together in one font; `start` and `end` count UTF-16 units of the line. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly typeface: Typeface;
}

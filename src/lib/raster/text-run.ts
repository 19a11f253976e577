/** Defines runs of text in one font. */

/** A font file in OpenType format. */
export interface Typeface {
  /** Family, subset and weight; unique for each file. */
  readonly name: string;
  readonly file: () => Promise<Uint8Array>;
}

/** A part of a line in one font; `start` and `end` are UTF-16 offsets in the line. */
export interface TextRun {
  readonly start: number;
  readonly end: number;
  readonly typeface: Typeface;
}

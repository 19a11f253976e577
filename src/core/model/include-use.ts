/** Defines the use of a file that a text includes. */
import type { SourceLocation } from '../source-location.ts';

/** One mark that includes a file. Paths are relative to the root, with `/`. */
export interface IncludeUse {
  /** The included file. */
  readonly file: string;
  /** The chapter that it gets into. */
  readonly chapter: string;
  /** Where the mark is: in the chapter, or in a file that the chapter includes. */
  readonly place: SourceLocation;
}

/** The types for reporting the progress of a build. */

/** Is called for each file of a publication after all of them were written. */
export type Progress = (made: FileMade) => void;

export interface FileMade {
  readonly path: string;
  readonly pages?: number;
  /** Whether it comes from the cache or is unchanged. */
  readonly fromCache?: boolean;
}

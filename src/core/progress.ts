/** What is told of a build while it goes on. */

/** Told of each file that is made, before it is written. */
export type Progress = (made: FileMade) => void;

export interface FileMade {
  readonly path: string;
  readonly pages?: number;
  /** Whether it is what an earlier build had made. */
  readonly isKept?: boolean;
}

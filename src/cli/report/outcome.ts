/** What a run is told from, and to whom. */
import type { Judgement } from '../../core/diagnostics/allowances.ts';
import type { Host } from '../../core/host.ts';

export interface Outcome extends Judgement {
  /** Whether there is no error. */
  readonly ok: boolean;
  /** What was made, by its path in the output folder. */
  readonly files: readonly { readonly path: string }[];
  /** Of a check: the files by which the publications that were looked at are named. */
  readonly publications?: readonly string[];
  readonly exitCode: number;
  /** From where on a problem fails the run. */
  readonly failOn: 'error' | 'warning';
}

/** What a report has to know of the world. */
export interface Surroundings {
  /** A file of the project as the system that reads the report names it: from the root of the repository, with `/`. */
  pathOf(file: string): string;
  /** The text of a file of the project; `undefined` when it cannot be had. */
  textOf(file: string): Promise<string | undefined>;
}

export type WriteReport = (outcome: Outcome, surroundings: Surroundings) => string | Promise<string>;

/** Where what is told goes. */
export interface Audience {
  readonly host: Host;
  /** For the next program. */
  out(text: string): void;
  /** For people. */
  err(text: string): void;
  readonly color: boolean;
}

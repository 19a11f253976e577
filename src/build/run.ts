/** What the publications of one build have in common. */
import type { Editions } from '../editions.ts';
import type { InPlace } from './in-place.ts';
import type { Tools } from './make-editions.ts';
import type { Output } from './publish.ts';
import type { BuildRequest } from './request.ts';
import type { Scope, Workplace } from './scope.ts';
import type { WholeRun } from './whole-run.ts';

export interface Run {
  readonly request: BuildRequest;
  readonly workplace: Workplace;
  /** In which the settings of the project were read. */
  readonly project: Scope;
  /** In which its publications were found. */
  readonly finding: Scope;
  /** Every edition that there is in the project. */
  readonly editions: Editions;
  /** Ids of the editions that were asked for. */
  readonly asked: ReadonlySet<string>;
  readonly tools: Tools;
  readonly output: Output;
  /** Files of the publications so far, by folder name in the output. */
  readonly taken: Map<string, string>;
  /** Whether any publication had an edition that was asked for. */
  anyEdition: boolean;
  /** Every publication that was made or found unchanged, for the next build. */
  readonly whole: WholeRun;
  /** What is in the output folder. */
  readonly inPlace: InPlace;
}

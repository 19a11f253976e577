/** What the publications of one build have in common. */
import type { Editions } from '../core/editions.ts';
import type { Tools } from './build-editions.ts';
import type { InPlace } from './incremental/output-state.ts';
import type { WholeRun } from './incremental/run-record.ts';
import type { Output } from './output.ts';
import type { BuildRequest } from './request.ts';
import type { Scope, Workplace } from './tracked-context.ts';

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

/** The state that all publications of one build share. */
import type { EditionIndex } from '../core/editions.ts';
import type { Edition } from '../core/model/edition.ts';
import type { BuildTools } from './build-editions.ts';
import type { OutputState } from './incremental/output-state.ts';
import type { RunRecordBuilder } from './incremental/run-record.ts';
import type { OutputFolder } from './output.ts';
import type { BuildRequest } from './request.ts';
import type { BuildEnvironment, TrackedContext } from './tracked-context.ts';

export interface BuildSession {
  readonly request: BuildRequest;
  readonly environment: BuildEnvironment;
  /** The context in which the settings of the project were read. */
  readonly projectContext: TrackedContext;
  /** The context in which the publications were found. */
  readonly discoveryContext: TrackedContext;
  /** Every edition that the project defines. */
  readonly editions: EditionIndex;
  /** The editions that were requested, by id. */
  readonly requested: ReadonlyMap<string, Edition>;
  readonly tools: BuildTools;
  readonly output: OutputFolder;
  /** The files that name the publications so far, by id in lower case, which is their folder in the output. */
  readonly claimedIds: Map<string, string>;
  /** Collects the publications that were built or found unchanged, for the next build. */
  readonly runRecord: RunRecordBuilder;
  /** Which files of the output folder are up to date. */
  readonly outputState: OutputState;
}

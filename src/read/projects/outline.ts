/** Defines what is read of a project of another program: its settings, and its chapters in their order. */
import type { Context } from '../../core/model/context.ts';
import type { ProjectFiles } from './find-project.ts';
import type { LeftOut, Listing } from './listing.ts';
import type { PlacedText, ProjectCitations } from './project-citations.ts';

/** A project as its program has it. */
export interface Outline {
  readonly title?: string | undefined;
  readonly subtitle?: string | undefined;
  readonly description?: string | undefined;
  readonly language?: string | undefined;
  readonly authors?: readonly string[];
  /** Address of its web site. */
  readonly site?: string | undefined;
  /** As it is written; it may be no date. */
  readonly published?: string | undefined;
  /** Image file, or an address. */
  readonly cover?: PlacedText | undefined;
  /** What its texts cite; absent: its settings name nothing. */
  readonly citations?: ProjectCitations;
  /** Folder of the pages, relative to that of the project. */
  readonly base: string;
  /** Paths are relative to `base`. */
  readonly entries: readonly Listing[];
  readonly leftOut: LeftOut;
}

/** Reads a project; `undefined` after a diagnostic. */
export type ReadOutline = (files: ProjectFiles, context: Context) => Promise<Outline | undefined>;

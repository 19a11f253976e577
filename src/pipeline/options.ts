/** What `build`, `check` and `mergeManifests` take and give. */
import type { Allowed } from '../core/diagnostics/allowances.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Host } from '../core/host.ts';
import type { Progress } from '../core/progress.ts';
import type { Shard } from '../core/shard.ts';
import type { ManifestFile } from './manifest/manifest.ts';

export interface CheckOptions {
  /** Publications, folders or Markdown files, relative to the root; left out: all of `content/`. */
  readonly what?: readonly string[];
  /** The project's folder; left out: the current folder. */
  readonly root?: string;
  /** A commit of git, by any name: only publications that were changed since the work left it. */
  readonly changedSince?: string;
  /** One machine's part of the work: `{ index: 1, count: 4 }` is the first of four. */
  readonly shard?: Shard;
  /** Stops the work; the result then has the diagnostic `interrupted`. */
  readonly signal?: AbortSignal;
  /** Keeps the stack of an unexpected failure in its diagnostic. */
  readonly debug?: boolean;
  /** How the world is reached; left out: the disk and the environment. */
  readonly host?: Host;
}

export interface BuildOptions extends CheckOptions {
  /** Where the files go; left out: `dist` in the root. */
  readonly out?: string;
  /** Names of editions, such as `book-a4`, `a5` or `epub`; left out: all that a publication has. */
  readonly editions?: readonly string[];
  /** Path of a Chrome or Chromium; left out: the first one found. */
  readonly browser?: string;
  /** How many documents are printed at once; left out: one for each core, four at most. */
  readonly jobs?: number;
  /** The edge over which the printer turns the sheets of booklets; left out: the short one. */
  readonly duplex?: 'long' | 'short';
  /** Whether each file gets a picture of its pages beside it (`x.proof.png`); left out: no, and a former one is removed. */
  readonly proof?: boolean;
  /**
   * Whether what is made is kept for later builds, and what earlier ones have kept is used; or the folder for it, relative
   * to the root. Left out: yes, in the user's own cache folder.
   */
  readonly cache?: boolean | string;
  /** A file that is told where the time went, in the Trace Event Format; relative to the working folder. */
  readonly trace?: string;
  readonly onProgress?: Progress;
}

/** What was found in the content. */
export interface Judged {
  /** Whether there is no error. */
  readonly ok: boolean;
  /** Sorted by file, line, column and code. */
  readonly diagnostics: readonly Diagnostic[];
  /** Warnings that `handpress.yaml` allows. */
  readonly allowed: readonly Allowed[];
}

export interface CheckResult extends Judged {
  /** The Markdown file or the `publication.yaml` of each publication that was looked at. */
  readonly publications: readonly string[];
}

export interface BuildResult extends Judged {
  /** What was made and written, by path. */
  readonly files: readonly ManifestFile[];
}

export interface MergeOptions extends Pick<CheckOptions, 'root' | 'signal' | 'debug' | 'host'> {
  /** Output folders of all parts of a build, relative to the root. */
  readonly parts: readonly string[];
  /** Where everything goes; may be one of the parts. Left out: `dist` in the root. */
  readonly out?: string;
}

export type ClearOptions = Pick<BuildOptions, 'root' | 'cache'>;

export interface ClearResult extends Judged {
  /** How many entries there were. */
  readonly removed: number;
}

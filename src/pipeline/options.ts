/** The options and results of the functions for programs. The doc comments are those of the table of options. */
import type { AllowedDiagnostic } from '../core/diagnostics/allowances.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Host } from '../core/host.ts';
import type { Progress } from '../core/progress.ts';
import type { Shard } from '../core/shard.ts';
import type { FileUses } from './checking/file-uses.ts';
import type { ManifestFile } from './manifest/manifest.ts';

export interface CheckOptions {
  /** Markdown files, folders or names of publications, relative to the root. Default: all of `content/`. */
  readonly inputs?: readonly string[];
  /** @deprecated Former name of `inputs`. */
  readonly what?: readonly string[];
  /** Folder of the project. Default: the current folder. */
  readonly root?: string;
  /**
   * A branch, tag or commit of git: only publications changed since the merge base with it, including uncommitted changes.
   * Default: all publications.
   */
  readonly changedSince?: string;
  /** The part of the work that this machine does: `{ index: 1, count: 4 }` is the first of four. Default: all of it. */
  readonly shard?: Shard;
  /**
   * Whether faults that leave the rest of the page right, such as a broken link, are errors; clinical text is always strict.
   * Default: as each publication says.
   */
  readonly strict?: boolean;
  /** Whether keywords, comments and other parts of code are set apart. Default: as each publication says. */
  readonly highlight?: boolean;
  /** Values of variables, such as `audience=staff`, in place of those in the settings. Default: none. */
  readonly variables?: readonly string[];
  /**
   * Whether the plugins of the project run, which are code. Without it, only where the user trusts them (`docs/plugins.md`).
   * Default: `false`.
   */
  readonly plugins?: boolean;
  /** Included files, or folders of such files, relative to the root, whose uses are listed. Default: all of the project. */
  readonly uses?: readonly string[];
  /** Stops the work; the result then has the diagnostic `interrupted`. Default: none. */
  readonly signal?: AbortSignal;
  /** Whether the diagnostic of an unexpected failure has its stack. Default: `false`. */
  readonly debug?: boolean;
  /** Reads and writes files and reads the environment. Default: the disk and the environment of the process. */
  readonly host?: Host;
}

export interface BuildOptions extends Omit<CheckOptions, 'uses'> {
  /** A text in Markdown, in place of `inputs`. Its images and links are looked for from the root. Default: none. */
  readonly text?: string;
  /**
   * Whether the files of the result have their `bytes`. Without `out` and `file`, nothing is written then. Default: `true` with
   * `text`, if neither `out` nor `file` is given; else `false`.
   */
  readonly bytes?: boolean;
  /** Folder for the files, relative to the root. Default: `dist`. */
  readonly out?: string;
  /** Names of editions, such as `book-a4`, `a5` or `epub`. Default: all that a publication has. */
  readonly editions?: readonly string[];
  /** The one file to make, `.pdf`, `.epub` or `.html`, relative to the root, in place of a folder. Default: none. */
  readonly file?: string;
  /** Only PDF files, only e-books, of the editions that are made without it; or only the web edition in one file. Default: PDF files and e-books. */
  readonly only?: 'pdf' | 'epub' | 'html';
  /** Style sheets in the project, relative to the root, that are added to all editions. Default: none. */
  readonly styles?: readonly string[];
  /** Path of a Chrome or Chromium. Default: the first one found. */
  readonly browser?: string;
  /** How many documents are printed at once. Default: one for each core, 4 at most. */
  readonly jobs?: number;
  /** The edge over which the printer turns the sheets of booklets. Default: `'short'`. */
  readonly duplex?: 'long' | 'short';
  /**
   * Whether each file gets a picture of its pages beside it (`x.proof.png`). A build without it removes earlier pictures.
   * Default: `false`.
   */
  readonly proof?: boolean;
  /**
   * Whether results are cached, and cached results are used; or the folder for them, relative to the root. Default: `true`,
   * in the user's own cache folder.
   */
  readonly cache?: boolean | string;
  /** Address of a cache that several machines share (`docs/shared-cache.md`). Default: the variable `HANDPRESS_SHARED_CACHE`, else none. */
  readonly sharedCache?: string;
  /** File with the public keys of those whose results are used, relative to the root. Default: the variable `HANDPRESS_SHARED_CACHE_KEY`. */
  readonly sharedCacheKey?: string;
  /** Whether results are shared in runs for pull requests, too. Default: `false`. */
  readonly sharedCacheWrite?: boolean;
  /** Address of a queue in Redis, through which workers on other machines print (`docs/fleet.md`). Default: the variable `HANDPRESS_QUEUE`, else none. */
  readonly queue?: string;
  /** A file that records where the time goes, in the Trace Event Format; relative to the working folder. Default: none. */
  readonly trace?: string;
  /** Called with each file of a publication when all of them were written. Default: none. */
  readonly onProgress?: Progress;
}

/** What every command returns. */
export interface CommandResult {
  /** Whether there is no error. */
  readonly ok: boolean;
  /** Sorted by file, line, column and code. */
  readonly diagnostics: readonly Diagnostic[];
  /** Warnings that `handpress.yaml` allows, each with the reason. */
  readonly allowed: readonly AllowedDiagnostic[];
}

export interface CheckResult extends CommandResult {
  /** The Markdown file or the `publication.yaml` of each publication that was checked. */
  readonly publications: readonly string[];
  /** The files that chapters include, and those that were asked for, sorted by path. */
  readonly uses: readonly FileUses[];
}

export interface BuildResult extends CommandResult {
  /** The files that were written or are up to date, sorted by path. With `file`, its path is relative to the root. */
  readonly files: readonly BuiltFile[];
}

/** A file of a build. */
export interface BuiltFile extends ManifestFile {
  /** Its content, if the option `bytes` asks for it. */
  readonly bytes?: Uint8Array;
}

export interface MergeOptions extends Pick<CheckOptions, 'root' | 'signal' | 'debug' | 'host'> {
  /** Output folders of all parts of a build, relative to the root. */
  readonly parts: readonly string[];
  /** Folder for the files, relative to the root. Default: `dist`. */
  readonly out?: string;
}

export interface ImportOptions extends Pick<CheckOptions, 'root' | 'signal' | 'debug' | 'host'> {
  /** A Word document (`.docx`), relative to the root. */
  readonly document: string;
  /** Folder of the new publication, relative to the root. Default: named after the document, in `content/` if there is one. */
  readonly folder?: string;
}

export interface ImportResult extends CommandResult {
  /** Folder of the publication, relative to the root; absent if none was made. */
  readonly publication?: string;
  /** The files that were written, relative to the root. */
  readonly files: readonly { readonly path: string }[];
}

export type ClearOptions = Pick<BuildOptions, 'root' | 'cache'>;

export interface ClearResult extends CommandResult {
  /** How many entries were removed. */
  readonly removed: number;
}

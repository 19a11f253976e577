/** Defines what a report is made from, and where it goes. */
import type { AppliedRules } from '../../core/diagnostics/allowances.ts';
import type { Host } from '../../core/host.ts';
import type { FileUses } from '../../pipeline/checking/file-uses.ts';

/** The result of a command with its exit code. */
export interface RunOutcome extends AppliedRules {
  /** Whether there is no error. */
  readonly ok: boolean;
  /** The files that were built, by path in the output folder. */
  readonly files: readonly { readonly path: string }[];
  /** For a check: the Markdown file or the `publication.yaml` of each publication. */
  readonly publications?: readonly string[];
  /** For a check: the files that chapters include. */
  readonly uses?: readonly FileUses[];
  /** The folder of the publication that an import made. */
  readonly publication?: string;
  readonly exitCode: number;
  /** The lowest severity that fails the run. */
  readonly failOn: 'error' | 'warning';
}

/** Resolves paths and reads files for a report. */
export interface ReportContext {
  /** Returns the path of a project file from the root of the repository, with `/`, as the reader of the report expects it. */
  pathOf(file: string): string;
  /** Reads the text of a file of the project; `undefined` if it cannot be read. */
  textOf(file: string): Promise<string | undefined>;
}

/** Formats a report. */
export type FormatReport = (outcome: RunOutcome, context: ReportContext) => string | Promise<string>;

/** The streams and the host that a report is written to. */
export interface ReportSinks {
  readonly host: Host;
  /** Writes text for other programs. */
  out(text: string): void;
  /** Writes text for people. */
  err(text: string): void;
  readonly color: boolean;
}

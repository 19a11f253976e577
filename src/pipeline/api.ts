/** The functions for programs: each validates its options and runs its command. */

import { runBuild, runCheck, runClear, runMerge } from './commands.ts';
import type { CommandName } from './option-table.ts';
import type {
  BuildOptions,
  BuildResult,
  CheckOptions,
  CheckResult,
  ClearOptions,
  ClearResult,
  CommandResult,
  ImportOptions,
  ImportResult,
  MergeOptions,
} from './options.ts';
import { findOptionProblems, renameFormerOptions } from './validate-options.ts';

/** Validates the content and writes nothing. Problems are in the result; it does not reject. */
export async function check(options: CheckOptions = {}): Promise<CheckResult> {
  const refused = refuse(options, 'check');
  return refused
    ? { ...refused, publications: [], uses: [] }
    : runCheck(renameFormerOptions(options, 'check'));
}

/** Builds the editions of the publications. Problems are in the result; it does not reject. */
export async function build(options: BuildOptions = {}): Promise<BuildResult> {
  const refused = refuse(options, 'build');
  return refused ? { ...refused, files: [] } : runBuild(renameFormerOptions(options, 'build'));
}

/** Joins the output folders of a build that was divided by `shard`. Problems are in the result; it does not reject. */
export async function mergeManifests(options: MergeOptions): Promise<BuildResult> {
  const refused = refuse(options, 'manifest merge');
  return refused ? { ...refused, files: [] } : runMerge(options);
}

/** Makes a publication of a Word document. Problems are in the result; it does not reject. */
export async function importDocument(options: ImportOptions): Promise<ImportResult> {
  const refused = refuse(options, 'import');
  if (refused) return { ...refused, files: [] };
  const { runImport } = await import('../import/run-import.ts');
  return runImport(options);
}

/** Removes the cached results of earlier builds. Problems are in the result; it does not reject. */
export async function clearCache(options: ClearOptions = {}): Promise<ClearResult> {
  const refused = refuse(options, 'cache clear');
  return refused ? { ...refused, removed: 0 } : runClear(options);
}

/** Returns the result of a command whose options are wrong; `undefined` if they are valid. */
function refuse(options: unknown, command: CommandName): CommandResult | undefined {
  const diagnostics = findOptionProblems(options, command);
  return diagnostics.length > 0 ? { ok: false, diagnostics, allowed: [] } : undefined;
}

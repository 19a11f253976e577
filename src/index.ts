/** What programs may import: `build` and `check`, and the types of what they take and give. */
import { runBuild, runCheck, runClear, runMerge } from './commands.ts';
import type { Diagnostic } from './diagnostic.ts';
import {
  BUILD_OPTIONS,
  CHECK_OPTIONS,
  CLEAR_OPTIONS,
  findOptionProblems,
  MERGE_OPTIONS,
} from './option-kinds.ts';
import type {
  BuildOptions,
  BuildResult,
  CheckOptions,
  CheckResult,
  ClearOptions,
  ClearResult,
  Judged,
  MergeOptions,
} from './options.ts';

export type { Allowed } from './allowances.ts';
export type { Code } from './catalogue.ts';
export type { Diagnostic, Domain, Place, Severity } from './diagnostic.ts';
export { exitCode } from './diagnostic.ts';
export type { Entry, FileState, Host, Kind } from './host.ts';
export { HostError } from './host.ts';
export type {
  Manifest,
  ManifestFacts,
  ManifestFile,
  ManifestPart,
  ManifestPublication,
} from './manifest/contents.ts';
export type {
  BuildOptions,
  BuildResult,
  CheckOptions,
  CheckResult,
  ClearOptions,
  ClearResult,
  Judged,
  MergeOptions,
} from './options.ts';
export type { FileMade, Progress } from './progress.ts';
export type { Shard } from './shard.ts';

/** Judges the content and makes nothing. Problems are in the result; it does not reject. */
export async function check(options: CheckOptions = {}): Promise<CheckResult> {
  const wrong = findOptionProblems(options, CHECK_OPTIONS);
  return wrong.length > 0 ? { ...refused(wrong), publications: [] } : runCheck(options);
}

/** Makes the editions of the publications. Problems are in the result; it does not reject. */
export async function build(options: BuildOptions = {}): Promise<BuildResult> {
  const wrong = findOptionProblems(options, BUILD_OPTIONS);
  return wrong.length > 0 ? { ...refused(wrong), files: [] } : runBuild(options);
}

/** Joins the parts of a build that was divided by `shard`. Problems are in the result; it does not reject. */
export async function mergeManifests(options: MergeOptions): Promise<BuildResult> {
  const wrong = findOptionProblems(options, MERGE_OPTIONS, ['parts']);
  return wrong.length > 0 ? { ...refused(wrong), files: [] } : runMerge(options);
}

/** Removes what earlier builds have kept. Problems are in the result; it does not reject. */
export async function clearCache(options: ClearOptions = {}): Promise<ClearResult> {
  const wrong = findOptionProblems(options, CLEAR_OPTIONS);
  return wrong.length > 0 ? { ...refused(wrong), removed: 0 } : runClear(options);
}

const refused = (diagnostics: readonly Diagnostic[]): Judged => ({ ok: false, diagnostics, allowed: [] });

/** What programs may import: `build` and `check`, and the types of what they take and give. */

import type { Diagnostic } from './core/diagnostics/diagnostic.ts';
import { runBuild, runCheck, runClear, runMerge } from './pipeline/commands.ts';
import type {
  BuildOptions,
  BuildResult,
  CheckOptions,
  CheckResult,
  ClearOptions,
  ClearResult,
  Judged,
  MergeOptions,
} from './pipeline/options.ts';
import {
  BUILD_OPTIONS,
  CHECK_OPTIONS,
  CLEAR_OPTIONS,
  findOptionProblems,
  MERGE_OPTIONS,
} from './pipeline/validate-options.ts';

export type { Allowed } from './core/diagnostics/allowances.ts';
export type { Code } from './core/diagnostics/catalogue.ts';
export type { Diagnostic } from './core/diagnostics/diagnostic.ts';
export { exitCode } from './core/diagnostics/diagnostic.ts';
export type { Domain, Severity } from './core/diagnostics/severity.ts';
export type { Entry, FileState, Host, Kind } from './core/host.ts';
export { HostError } from './core/host.ts';
export type { FileMade, Progress } from './core/progress.ts';
export type { Shard } from './core/shard.ts';
export type { Place } from './core/source-location.ts';
export type {
  Manifest,
  ManifestFacts,
  ManifestFile,
  ManifestPart,
  ManifestPublication,
} from './pipeline/manifest/manifest.ts';
export type {
  BuildOptions,
  BuildResult,
  CheckOptions,
  CheckResult,
  ClearOptions,
  ClearResult,
  Judged,
  MergeOptions,
} from './pipeline/options.ts';

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

/** What programs may import: `build` and `check`, and the types of what they take and give. */
import { runBuild, runCheck, runClear, runMerge } from './commands.ts';
import type { BuildOptions, BuildResult, CheckOptions, CheckResult, MergeOptions } from './options.ts';

export type { Allowed } from './allowances.ts';
export type { Code } from './catalogue.ts';
export type { Diagnostic, Domain, Place, Severity } from './diagnostic.ts';
export { exitCode } from './diagnostic.ts';
export type { Entry, FileState, Host, Kind } from './host.ts';
export { HostError } from './host.ts';
export type { Manifest, ManifestFile, ManifestPublication } from './manifest/index.ts';
export type {
  BuildOptions,
  BuildResult,
  CheckOptions,
  CheckResult,
  Judged,
  MergeOptions,
} from './options.ts';
export type { Shard } from './shard.ts';

/** Judges the content and makes nothing. Problems are in the result; it does not reject. */
export const check = (options: CheckOptions = {}): Promise<CheckResult> => runCheck(options);

/** Makes the editions of the publications. Problems are in the result; it does not reject. */
export const build = (options: BuildOptions = {}): Promise<BuildResult> => runBuild(options);

/** Joins the parts of a build that was divided by `shard`. Problems are in the result; it does not reject. */
export const mergeManifests = (options: MergeOptions): Promise<BuildResult> => runMerge(options);

/** Removes what earlier builds have kept. Resolves to the number of entries there were. */
export const clearCache = (options: Pick<BuildOptions, 'root' | 'cache'>): Promise<number> =>
  runClear(options);

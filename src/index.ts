/** The programming interface: `build`, `check`, `importDocument`, `mergeManifests`, `clearCache`, and their types. */

export type { AllowedDiagnostic } from './core/diagnostics/allowances.ts';
export type { Code } from './core/diagnostics/catalogue.ts';
export type { Diagnostic } from './core/diagnostics/diagnostic.ts';
export { exitCode } from './core/diagnostics/diagnostic.ts';
export type { Domain, Severity } from './core/diagnostics/severity.ts';
export type { FileIdentity, FolderEntry, Host, PathKind } from './core/host.ts';
export { HostError } from './core/host.ts';
export type { ProjectConfig, ProjectPlugin } from './core/model/plugins.ts';
export type { FileMade, Progress } from './core/progress.ts';
export type { Shard } from './core/shard.ts';
export type { SourceLocation } from './core/source-location.ts';
export { build, check, clearCache, importDocument, mergeManifests } from './pipeline/api.ts';
export type { FileUse, FileUses } from './pipeline/checking/file-uses.ts';
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
  BuiltFile,
  CheckOptions,
  CheckResult,
  ClearOptions,
  ClearResult,
  CommandResult,
  ImportOptions,
  ImportResult,
  MergeOptions,
} from './pipeline/options.ts';

/** Lists the modules that the bundle keeps together, because a start or a build without changes loads all of them. */

/** Modules that are loaded before the compile cache is enabled, and so are compiled at every start. */
export const STARTUP_MODULES = [
  'runtime/process/leftovers.ts',
  'runtime/mkdirp.ts',
  'runtime/user-cache.ts',
] as const;

/** Modules that a build without changes loads, with all that they import. In a file of its own each would take 1 ms more. */
export const UP_TO_DATE_MODULES = [
  'core/diagnostics/allowances.ts',
  'pipeline/commands.ts',
  'pipeline/build-environment.ts',
  'pipeline/incremental/up-to-date.ts',
  'read/settings/project-file.ts',
  'cli/arguments.ts',
  'cli/report/report.ts',
  'cli/report/progress.ts',
] as const;

/** Returns a pattern for the absolute paths of these modules, with the separator of any system. */
export function matchModules(modules: readonly string[]): RegExp {
  const paths = modules.map((path) => path.replaceAll('.', '\\.').replaceAll('/', '[\\\\/]'));
  return new RegExp(`[\\\\/]src[\\\\/](?:${paths.join('|')})$`);
}

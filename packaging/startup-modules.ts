/** Lists the modules that the bundle keeps together, because a start or a build without changes loads all of them. */

/**
 * Modules that are loaded before the compile cache is enabled, and so are compiled at every start; and small ones that threads need,
 * which would load those of a build without changes otherwise.
 */
export const STARTUP_MODULES = [
  'runtime/process/leftovers.ts',
  'runtime/mkdirp.ts',
  'runtime/user-cache.ts',
  'runtime/install-path.ts',
  'lib/pdf/unsupported-pdf-error.ts',
  'lib/text/error-message.ts',
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

/** Modules that start the browser. It starts while all others load, so they are not kept together with these. */
export const BROWSER_START_MODULES = ['pipeline/incremental/prelaunch.ts'] as const;

/** Modules that threads beside the build load, and nothing else: a thread would load the file of the build for a few functions. */
export const REWRITE_MODULES = [
  'print/tagging/rewrite/batch.ts',
  'print/tagging/rewrite/rewrite-stream.ts',
] as const;
export const PART_MODULES = ['print/finishing/finishing-tasks.ts'] as const;
export const PACKING_MODULES = ['epub/ebook-tasks.ts'] as const;

/**
 * Modules that nearly every build loads, with all that they import. They were in a hundred files, and finding, reading and
 * linking a file takes most of a millisecond.
 */
export const BUILD_MODULES = [
  'pipeline/threads/perform.ts',
  'pipeline/threads/work-size.ts',
  'pipeline/run-build.ts',
  'read/includes/expand.ts',
  'read/markdown/dialects/lines/line-blocks.ts',
  'runtime/git/history.ts',
  'runtime/git/ignored.ts',
  'runtime/process/lock.ts',
  'runtime/templates/engine.ts',
  'runtime/templates/parsed-terms.ts',
] as const;

/** Modules that nearly every e-book needs, with all that they import. */
export const EBOOK_MODULES = [
  'epub/write-epub.ts',
  'epub/package/zip.ts',
  'epub/cover/rasterize.ts',
] as const;

/** Grammars of most code. One file for each language would be a hundred files that every start asks the size of. */
export const COMMON_GRAMMARS: readonly string[] = (
  'bash c cpp csharp css diff go graphql ini java javascript json kotlin less lua makefile markdown objectivec perl php ' +
  'python r ruby rust scss shell sql swift typescript xml yaml'
).split(' ');

/** Returns a pattern for the absolute paths of grammars of highlight.js. @param names absent: of all */
export const matchGrammars = (names?: readonly string[]): RegExp =>
  new RegExp(
    `[\\\\/]highlight\\.js[\\\\/](?:es|lib)[\\\\/]languages[\\\\/]${names ? `(?:${names.join('|')})\\.js$` : ''}`,
  );

/** Returns a pattern for the absolute paths of these modules, with the separator of any system. */
export function matchModules(modules: readonly string[]): RegExp {
  const paths = modules.map((path) => path.replaceAll('.', '\\.').replaceAll('/', '[\\\\/]'));
  return new RegExp(`[\\\\/]src[\\\\/](?:${paths.join('|')})$`);
}

/** Finds what is in the way of files that are to be written, and reports it. */
import { type Diagnostic, diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import { DiagnosticError } from '../../core/diagnostics/diagnostic-error.ts';
import { diagnoseWriteError } from '../../core/diagnostics/file-problem.ts';
import type { KnownFiles, Obstacle, WrittenFile } from './known-files.ts';
import { type ShownFolders, showPath } from './shown-path.ts';

/** Thrown before anything is written. */
export class ObstacleError extends Error {
  override readonly name = 'ObstacleError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join(' '));
    this.diagnostics = diagnostics;
  }
}

/**
 * Returns the files that are not in the output folder yet with these bytes.
 * @throws ObstacleError `output-in-way` for each path where something is that must not be replaced
 */
export async function selectMissing<F extends WrittenFile>(
  files: readonly F[],
  known: KnownFiles,
  shown: ShownFolders,
): Promise<readonly F[]> {
  const missing: F[] = [];
  const problems: Diagnostic[] = [];
  for (const file of files) {
    const state = await known.inspect(file.path, file.digest);
    if (state === 'free' || state === 'ours') missing.push(file);
    else if (state !== 'same') problems.push(diagnoseObstacle(file.path, state, shown));
  }
  if (problems.length > 0) throw new ObstacleError(problems);
  return missing;
}

/** Splits paths that are to be removed: those that may be, and a note `output-kept` for each that must stay. */
export async function selectRemovable(
  paths: readonly string[],
  known: KnownFiles,
  shown: ShownFolders,
): Promise<{ readonly removable: readonly string[]; readonly notes: readonly Diagnostic[] }> {
  const removable: string[] = [];
  const notes: Diagnostic[] = [];
  for (const path of paths) {
    const state = await known.inspect(path);
    if (state === 'ours') removable.push(path);
    else if (state !== 'free') notes.push(diagnostic('output-kept', { path: showPath(path, shown) }));
  }
  return { removable, notes };
}

/** Reports why nothing was written. Throws an error again that is not about the output folder. */
export function reportWriteFailure(error: unknown, report: Report): void {
  if (error instanceof ObstacleError) for (const problem of error.diagnostics) report(problem);
  else if (error instanceof DiagnosticError) report(error.diagnostic);
  else report(diagnoseWriteError(error));
}

const diagnoseObstacle = (path: string, obstacle: Obstacle, shown: ShownFolders): Diagnostic =>
  diagnostic('output-in-way', { path: showPath(path, shown), obstacle });

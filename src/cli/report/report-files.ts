/** Writes report files, each completely or not at all. */
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnoseWriteError } from '../../core/diagnostics/file-problem.ts';
import type { Host } from '../../core/host.ts';

/**
 * Writes report files.
 * @param reports texts by absolute path
 * @returns `output-unwritable` if a file could not be written
 */
export async function writeReportFiles(
  reports: ReadonlyMap<string, string>,
  host: Host,
): Promise<readonly Diagnostic[]> {
  if (reports.size === 0) return [];
  const files = [...reports].map(([path, text]) => [path, new TextEncoder().encode(text)] as const);
  try {
    await host.write(new Map(files));
    return [];
  } catch (error) {
    return [diagnoseWriteError(error)];
  }
}

/** Reports that go into files, each whole or not at all. */
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { unwritable } from '../../core/diagnostics/file-problem.ts';
import type { Host } from '../../core/host.ts';

/**
 * @param reports texts by absolute path
 * @returns `output-unwritable` where that failed
 */
export async function writeReports(
  reports: ReadonlyMap<string, string>,
  host: Host,
): Promise<readonly Diagnostic[]> {
  if (reports.size === 0) return [];
  const files = [...reports].map(([path, text]) => [path, new TextEncoder().encode(text)] as const);
  try {
    await host.write(new Map(files));
    return [];
  } catch (error) {
    return [unwritable(error)];
  }
}

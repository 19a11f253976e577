/** Reports that go into files, each whole or not at all. */
import { diagnostic } from '../catalogue.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type Host, HostError } from '../host.ts';

const REASONS: Readonly<Partial<Record<HostError['kind'], string>>> = {
  denied: 'permission is denied',
  full: 'the disk is full',
  missing: 'a part of the path is no folder',
};

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
    if (!(error instanceof HostError)) throw error;
    return [
      diagnostic('output-unwritable', { path: error.path, reason: REASONS[error.kind] ?? error.message }),
    ];
  }
}

/** Opens the queue and the shared cache of a worker from its options and the environment, and runs it. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { type Diagnostic, diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Host } from '../../core/host.ts';
import { HttpSharedStore } from '../../runtime/cache/shared/http-shared-store.ts';
import {
  readSharedCacheSettings,
  SHARED_CACHE_VARIABLES,
} from '../../runtime/cache/shared/shared-cache-settings.ts';
import { computeSharedKey } from '../../runtime/cache/shared/shared-steps.ts';
import { readQueueAddress } from '../../runtime/fleet/queue-settings.ts';
import { nodeHost } from '../../runtime/node-host.ts';
import { RenewingStore } from './renewing-store.ts';
import { runWorker } from './run-worker.ts';

/** Options of the command, as they were given. */
export interface WorkerCommandOptions {
  readonly queue?: string;
  readonly sharedCache?: string;
  readonly sharedCacheKey?: string;
  readonly browser?: string;
  readonly jobs?: number;
  readonly debug?: boolean;
}

/**
 * Runs a worker until the signal is aborted.
 * @param onLine receives a line about the state now and then
 * @returns why it could not start or go on, also `queue-wrong` and `option-wrong`; empty if it was ended
 */
export async function startWorker(
  options: WorkerCommandOptions,
  signal: AbortSignal,
  onLine: (line: string) => void,
): Promise<readonly Diagnostic[]> {
  const problems: Diagnostic[] = [];
  const report = (problem: Diagnostic): void => void problems.push(problem);
  const disk: Host = nodeHost;
  const variable = (name: string): string | undefined => disk.variable(name);
  const address = readQueueAddress(options.queue, variable, report);
  if (address === undefined) {
    return problems.length > 0 ? problems : [diagnostic('queue-wrong', { problem: 'none' })];
  }
  const isNamed = (name: string): boolean => (variable(name)?.trim() ?? '') !== '';
  if (options.sharedCache === undefined && !isNamed(SHARED_CACHE_VARIABLES.address))
    return [diagnostic('queue-wrong', { problem: 'store' })];
  if (!isNamed(SHARED_CACHE_VARIABLES.signingKey)) return [diagnostic('queue-wrong', { problem: 'signing' })];
  const source = { root: resolve('.'), variable, readFile: (path: string) => disk.read(path) };
  // A worker has no code of a pull request, wherever it runs.
  const given = { ...options, sharedCacheWrite: true };
  const settings = await readSharedCacheSettings(given, source, report);
  if (settings === undefined) return problems;
  const lasting = new AbortController().signal;
  const { jobs = Math.min(availableParallelism(), 4), debug = false, browser } = options;
  return runWorker({
    ...{ address, jobs, debug, signal, onLine },
    store: new RenewingStore(
      () => new HttpSharedStore({ ...settings, signal: lasting }),
      () => onLine('worker: the shared cache cannot be reached, or is slow; it is asked again later'),
    ),
    computeKey: computeSharedKey,
    ...(browser !== undefined && { browser }),
  });
}

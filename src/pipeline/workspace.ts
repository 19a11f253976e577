/** Where a build is done: the world, the design, and the cache, for the whole and for each part of the work. */
import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { GuardedHost, Host } from '../core/host.ts';
import type { Context } from '../core/model/context.ts';
import type { Progress } from '../core/progress.ts';
import { Trace } from '../core/trace.ts';
import { isWithin } from '../lib/text/paths.ts';
import { Cache } from '../runtime/cache/cache.ts';
import { findCache } from '../runtime/cache/cache-location.ts';
import { Paths } from '../runtime/cache/host-queries.ts';
import { Recordings } from '../runtime/cache/recording-host.ts';
import { guardHost, type Territory } from '../runtime/guard/guard-host.ts';
import { PACKAGE } from '../runtime/install-path.ts';
import { nodeHost } from '../runtime/node-host.ts';
import { openDesign } from '../runtime/templates/templates.ts';
import type { Workplace } from './tracked-context.ts';

/** What programs say of it; `BuildOptions` has the words. */
export interface WorkplaceOptions {
  readonly root?: string;
  readonly what?: readonly string[];
  readonly out?: string;
  readonly host?: Host;
  readonly cache?: boolean | string;
  readonly trace?: string;
  readonly onProgress?: Progress;
  readonly onBegun?: (file: string) => void;
  readonly signal?: AbortSignal;
}

/** @param diagnostics is added to */
export async function openWorkplace(
  options: WorkplaceOptions,
  diagnostics: Diagnostic[],
): Promise<Workplace> {
  const territory = territoryOf(options);
  const { root, out } = territory;
  const world = guardHost(options.host ?? nodeHost, territory);
  const folders = { root, own: PACKAGE, outputs: [out] };
  const recordings = new Recordings(world, new Paths(root));
  const cache = await openCache(options, { root, world }, diagnostics);
  const host = recordings.open();
  const context: Context = {
    ...{ root, host, outputs: folders.outputs },
    design: openDesign(host, folders),
    report: (problem) => void diagnostics.push(problem),
    progress: options.onProgress ?? (() => undefined),
    signal: options.signal ?? new AbortController().signal,
    ...(cache && { steps: cache }),
    ...(options.trace !== undefined && { trace: new Trace() }),
  };
  return {
    ...{ context, world },
    ...(options.onBegun && { begun: options.onBegun }),
    ...(cache && { cache }),
    failed: () => diagnostics.some(({ severity }) => severity === 'error'),
    scope: () => {
      const own = recordings.open();
      return { host: own, context: { ...context, host: own, design: openDesign(own, folders) } };
    },
  };
}

/** Where a run may read and write: its project, and what whoever started it has named. */
function territoryOf({ root: named = '.', what = [], out = 'dist', trace }: WorkplaceOptions): Territory {
  const root = resolve(named);
  const inputs = what.map((name) => resolve(root, name)).filter((path) => !isWithin(path, root));
  return {
    ...{ root, own: PACKAGE, out: resolve(root, out) },
    // A file may pull in what lies beside it.
    inputs: inputs.map((path) => (/\.(?:md|markdown|ya?ml)$/i.test(path) ? dirname(path) : path)),
    ...(trace !== undefined && { reports: [resolve(trace)] }),
  };
}

async function openCache(
  { cache = true }: WorkplaceOptions,
  { root, world }: { readonly root: string; readonly world: GuardedHost },
  diagnostics: Diagnostic[],
): Promise<Cache | undefined> {
  if (cache === false) return undefined;
  const place = await findCache(cache === true ? undefined : cache, root, world);
  if ('code' in place) {
    diagnostics.push(place);
    return undefined;
  }
  const complain = (error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    diagnostics.push(diagnostic('cache-unusable', { folder: place.folder, reason }));
  };
  return new Cache({ place, root, host: world, complain });
}

/** Where a build is done: the world, the design, and the cache, for the whole and for each part of the work. */
import { resolve } from 'node:path';
import { Cache, cacheFolder, Paths, Recordings } from '../cache/index.ts';
import { diagnostic } from '../catalogue.ts';
import { openDesign } from '../design.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Host } from '../host.ts';
import type { Context, Progress } from '../model.ts';
import { nodeHost } from '../node.ts';
import { PACKAGE } from '../package-folder.ts';
import { Trace } from '../trace.ts';
import type { Workplace } from './scope.ts';

/** What programs say of it; `WorkplaceOptions` has the words. */
export interface WorkplaceOptions {
  readonly root?: string;
  readonly host?: Host;
  readonly cache?: boolean | string;
  readonly onProgress?: Progress;
  readonly signal?: AbortSignal;
}

/**
 * @param diagnostics is added to
 * @param isTraced whether it is to be known where the time goes
 */
export function openWorkplace(
  options: WorkplaceOptions,
  diagnostics: Diagnostic[],
  isTraced: boolean,
): Workplace {
  const root = resolve(options.root ?? '.');
  const world = options.host ?? nodeHost;
  const folders = { root, own: PACKAGE };
  const recordings = new Recordings(world, new Paths(root));
  const cache = openCache(options, { root, world }, diagnostics);
  const host = recordings.open();
  const context: Context = {
    ...{ root, host },
    design: openDesign(host, folders),
    report: (problem) => void diagnostics.push(problem),
    progress: options.onProgress ?? (() => undefined),
    signal: options.signal ?? new AbortController().signal,
    ...(cache && { steps: cache }),
    ...(isTraced && { trace: new Trace() }),
  };
  return {
    context,
    ...(cache && { cache }),
    failed: () => diagnostics.some(({ severity }) => severity === 'error'),
    scope: () => {
      const own = recordings.open();
      return { host: own, context: { ...context, host: own, design: openDesign(own, folders) } };
    },
  };
}

function openCache(
  { cache = true }: WorkplaceOptions,
  { root, world }: { readonly root: string; readonly world: Host },
  diagnostics: Diagnostic[],
): Cache | undefined {
  if (cache === false) return undefined;
  const folder = cache === true ? cacheFolder(root) : resolve(root, cache);
  const complain = (error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    diagnostics.push(diagnostic('cache-unusable', { folder, reason }));
  };
  return new Cache({ folder, root, host: world, complain });
}

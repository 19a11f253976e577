/** Opens the guarded host, the templates and the cache of a build, and a tracked context for each part of the work. */

import { dirname, resolve } from 'node:path';
import type { Diagnostic, Report } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { GuardedHost, Host } from '../core/host.ts';
import type { Context } from '../core/model/context.ts';
import type { FleetProgress } from '../core/model/fleet.ts';
import type { PluginPlan } from '../core/model/plugins.ts';
import type { Progress } from '../core/progress.ts';
import { Trace } from '../core/trace.ts';
import { messageOf } from '../lib/text/error-message.ts';
import { isMarkdownFile } from '../lib/text/markdown-file.ts';
import { isWithin } from '../lib/text/paths.ts';
import { Cache } from '../runtime/cache/cache.ts';
import { locateCache } from '../runtime/cache/cache-location.ts';
import { PortablePaths } from '../runtime/cache/host-queries.ts';
import { RecordingSession } from '../runtime/cache/recording-host.ts';
import { SHARED_CACHE_VARIABLE } from '../runtime/cache/shared/address-variable.ts';
import type { SharedSteps } from '../runtime/cache/shared/shared-steps.ts';
import { QUEUE_VARIABLE } from '../runtime/fleet/queue-variable.ts';
import type { History } from '../runtime/git/history.ts';
import { type AllowedFolders, guardHost } from '../runtime/guard/guard-host.ts';
import { PACKAGE_FOLDER } from '../runtime/install-path.ts';
import { nodeHost } from '../runtime/node-host.ts';
import type { Observe } from '../runtime/observing-host.ts';
import { openDesign } from '../runtime/templates/templates.ts';
import type { FleetPlace } from './fleet/use-fleet.ts';
import { choosePlugins, type PluginPlace } from './plugins/find-plugins.ts';
import type { BuildEnvironment } from './tracked-context.ts';

/** See `BuildOptions`. */
export interface BuildEnvironmentOptions {
  readonly root?: string;
  readonly inputs?: readonly string[];
  readonly out?: string;
  readonly host?: Host;
  readonly cache?: boolean | string;
  readonly sharedCache?: string;
  readonly sharedCacheKey?: string;
  readonly sharedCacheWrite?: boolean;
  readonly queue?: string;
  /** Path of the browser to print with. */
  readonly browser?: string;
  /** Whether files are made, so that the shared cache is of use. */
  readonly isBuild?: boolean;
  readonly trace?: string;
  readonly strict?: boolean;
  readonly highlight?: boolean;
  readonly variables?: readonly string[];
  /** Whether the plugins of the project run without being trusted. */
  readonly plugins?: boolean;
  /** The plugins that the main thread has found; `null`: none runs. Absent: they are looked for. */
  readonly pluginPlan?: PluginPlan | null;
  readonly onProgress?: Progress;
  readonly onPublicationStart?: (file: string) => void;
  readonly onFleet?: FleetProgress;
  readonly signal?: AbortSignal;
  /** Called with each path of the disk that is asked for. */
  readonly observe?: Observe;
}

/**
 * Opens what a command works with.
 * @param diagnostics receives every problem that is reported
 */
export async function openBuildEnvironment(
  options: BuildEnvironmentOptions,
  diagnostics: Diagnostic[],
): Promise<BuildEnvironment> {
  const territory = resolveTerritory(options);
  const { root, out } = territory;
  const openHistory = options.host === undefined ? createHistoryOpener(root, options.signal) : undefined;
  const disk = options.host ?? connectHistory(openHistory);
  const { observe } = options;
  const untrackedHost = guardHost(observe === undefined ? disk : await observed(disk, observe), territory);
  const folders = { root, builtIn: PACKAGE_FOLDER, outputFolders: [out] };
  const recordings = new RecordingSession(untrackedHost, new PortablePaths(root));
  const report = (problem: Diagnostic): void => void diagnostics.push(problem);
  const trace = options.trace === undefined ? undefined : new Trace();
  const shared = await openShared(options, { root, disk, ...(trace && { trace }) }, report);
  const cache = await openCache(options, { root, untrackedHost, ...(shared && { shared }) }, report);
  const hasFleet = await openFleet(options, { host: untrackedHost, shared: cache && shared, report });
  const { pluginPlan, plugins } = await openPlugins(options, { root, host: untrackedHost }, report);
  const host = recordings.openHost();
  const context: Context = {
    ...{ root, host, outputFolders: folders.outputFolders },
    design: openDesign(host, folders),
    report,
    progress: options.onProgress ?? (() => undefined),
    signal: options.signal ?? new AbortController().signal,
    ...(cache && { stepCache: cache }),
    ...pickChoices(options),
    ...plugins,
    ...(trace && { trace }),
  };
  return {
    ...{ context, untrackedHost, pluginPlan },
    ...(openHistory && { openHistory }),
    ...pickListeners(options),
    ...(cache && { cache }),
    ...(cache && shared && { shared }),
    hasFleet,
    noteDependencies: (dependencies) => recordings.noteDependencies(dependencies),
    hasRead: (path) => recordings.hasRead(path),
    failed: () => diagnostics.some(({ severity }) => severity === 'error'),
    openContext: () => {
      const own = recordings.openHost();
      return { host: own, context: { ...context, host: own, design: openDesign(own, folders) } };
    },
  };
}

/** Returns the plugins that run, for the context. Loads nothing of them where there are none. */
async function openPlugins(
  { plugins: isAllowed = false, pluginPlan: known, signal }: BuildEnvironmentOptions,
  place: PluginPlace,
  report: Report,
): Promise<{ readonly pluginPlan?: PluginPlan; readonly plugins?: Pick<Context, 'plugins'> }> {
  const pluginPlan = known === undefined ? await choosePlugins(place, isAllowed, report) : known;
  if (!pluginPlan) return {};
  const { PluginRunner } = await import('../runtime/plugins/plugin-runner.ts');
  return {
    pluginPlan,
    plugins: { plugins: new PluginRunner(pluginPlan, signal ?? new AbortController().signal) },
  };
}

/** What a command decides for every publication. */
const pickChoices = ({
  strict,
  highlight,
  browser,
  variables,
}: BuildEnvironmentOptions): Pick<Context, 'isStrict' | 'isHighlighted' | 'browserPath' | 'variables'> => ({
  ...(variables !== undefined && { variables }),
  ...(strict !== undefined && { isStrict: strict }),
  ...(highlight !== undefined && { isHighlighted: highlight }),
  ...(browser !== undefined && { browserPath: browser }),
});

const pickListeners = ({
  onPublicationStart,
  onFleet,
}: BuildEnvironmentOptions): Pick<BuildEnvironment, 'onPublicationStart' | 'onFleet'> => ({
  ...(onPublicationStart && { onPublicationStart }),
  ...(onFleet && { onFleet }),
});

async function observed(host: Host, observe: Observe): Promise<Host> {
  const { observeHost } = await import('../runtime/observing-host.ts');
  return observeHost(host, observe);
}

/** Returns a function that opens the repositories of the project on its first call. */
function createHistoryOpener(root: string, signal: AbortSignal | undefined): () => Promise<History> {
  let opened: Promise<History> | undefined;
  return () => {
    opened ??= import('../runtime/git/history.ts').then(({ History }) => new History(root, signal));
    return opened;
  };
}

/** Returns the host of this machine with the repositories of one build. */
const connectHistory = (openHistory: (() => Promise<History>) | undefined): Host => ({
  ...nodeHost,
  ...(openHistory && { lastCommit: async (paths) => (await openHistory()).lastCommit(paths) }),
});

/** Returns the folders that a run may read and write: the project, and those that the user named. */
function resolveTerritory({
  root: named = '.',
  inputs = [],
  out = 'dist',
  trace,
}: BuildEnvironmentOptions): AllowedFolders {
  const root = resolve(named);
  const outside = inputs.map((name) => resolve(root, name)).filter((path) => !isWithin(path, root));
  return {
    ...{ root, builtIn: PACKAGE_FOLDER, out: resolve(root, out) },
    // A file can use the images and data beside it.
    inputs: outside.map((path) => (isMarkdownFile(path) || /\.ya?ml$/i.test(path) ? dirname(path) : path)),
    ...(trace !== undefined && { reports: [resolve(trace)] }),
  };
}

/**
 * Opens the shared cache, if the command line or the environment names one. Nothing of it is loaded otherwise.
 * @param disk reads the files of keys, which are outside the project and named by the user
 */
async function openShared(
  options: BuildEnvironmentOptions,
  { root, disk, trace }: { readonly root: string; readonly disk: Host; readonly trace?: Trace },
  report: Report,
): Promise<SharedSteps | undefined> {
  const { sharedCache, sharedCacheKey, sharedCacheWrite, cache, signal, isBuild } = options;
  if (!isBuild) return undefined;
  const isAsked = sharedCache !== undefined || sharedCacheKey !== undefined || sharedCacheWrite === true;
  if (!isAsked && !disk.variable(SHARED_CACHE_VARIABLE)) return undefined;
  const { openSharedSteps } = await import('../runtime/cache/shared/open-shared-steps.ts');
  const source = {
    root,
    variable: (name: string) => disk.variable(name),
    readFile: (path: string) => disk.read(path),
  };
  const isCached = cache !== false;
  const storesFiles = options.queue !== undefined || Boolean(disk.variable(QUEUE_VARIABLE));
  return openSharedSteps(options, {
    ...{ source, report, isCached, storesFiles },
    ...(signal && { signal }),
    ...(trace && { trace }),
  });
}

/**
 * Has steps done by workers if the command line or the environment names a queue. Nothing of it is loaded otherwise.
 * @returns whether there are workers
 */
async function openFleet(options: BuildEnvironmentOptions, place: FleetPlace): Promise<boolean> {
  const isNamed = options.queue !== undefined || Boolean(place.host.variable(QUEUE_VARIABLE));
  if (options.isBuild !== true || !isNamed) return false;
  const { useFleet } = await import('./fleet/use-fleet.ts');
  return useFleet(options, place);
}

interface CachePlace {
  readonly root: string;
  readonly untrackedHost: GuardedHost;
  readonly shared?: SharedSteps;
}

/** Opens the cache. Reports the reason if it cannot be used or trusted. */
async function openCache(
  { cache = true }: BuildEnvironmentOptions,
  { root, untrackedHost, shared }: CachePlace,
  report: Report,
): Promise<Cache | undefined> {
  if (cache === false) return undefined;
  const place = await locateCache(cache === true ? undefined : cache, root, untrackedHost);
  if ('code' in place) {
    report(place);
    return undefined;
  }
  const reportUnusable = (error: unknown): void => {
    const reason = messageOf(error);
    report(diagnostic('cache-unusable', { folder: place.folder, reason }));
  };
  const options = { location: place, root, host: untrackedHost, onUnusable: reportUnusable };
  return new Cache({ ...options, ...(shared && { shared }) });
}

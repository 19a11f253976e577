/** Builds again on every save, until the signal. */
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Diagnostic, diagnostic } from '../core/diagnostics/diagnostic.ts';
import { isUnprintedName } from '../core/editions.ts';
import { messageOf } from '../lib/text/error-message.ts';
import { isWithin } from '../lib/text/paths.ts';
import { runBuild } from '../pipeline/commands.ts';
import type { BuildOptions, BuildResult } from '../pipeline/options.ts';
import type { StartBrowser } from '../runtime/browser/browser-process.ts';
import { findBrowser } from '../runtime/browser/find-browser.ts';
import { keepSpareBrowser } from '../runtime/browser/spare-browser.ts';
import { FolderWatch, type WatchedPaths } from '../runtime/folder-watch.ts';
import { nodeHost } from '../runtime/node-host.ts';
import type { GivenOptions } from './arguments.ts';
import { formatTally } from './report/pretty.ts';

/** Where the lines and the problems go. */
export interface WatchSinks {
  /** Prints a line, with its end. */
  line(text: string): void;
  problems(problems: readonly Diagnostic[]): Promise<void>;
}

export type WatchOptions = BuildOptions & { readonly signal: AbortSignal };

/** Milliseconds without a change after which a build starts: editors save in several steps. */
const QUIET = 60;

/** Returns why the options cannot be watched: `option-wrong`. */
export function findWatchConflict(options: GivenOptions): Diagnostic | undefined {
  const { format = 'pretty', reports = [], changedSince, shard, trace, inputs = [] } = options;
  const conflicts = {
    '--format': format !== 'pretty',
    '--report': reports.length > 0,
    '--changed-since': changedSince !== undefined,
    '--shard': shard !== undefined,
    '--trace': trace !== undefined,
    '-': inputs.includes('-'),
  };
  const found = Object.entries(conflicts).find(([, isGiven]) => isGiven)?.[0];
  if (found === undefined) return undefined;
  const expected = 'a build of files on the disk with a report for people';
  return diagnostic('option-wrong', { option: '--watch', expected, found: `\`${found}\`` });
}

/**
 * Builds now and after each change. Resolves after the signal, or if folders cannot be watched.
 * @returns the exit code: 0 after the signal, 3 if folders cannot be watched (`watch-failed`)
 */
export async function watchAndBuild(options: WatchOptions, sinks: WatchSinks): Promise<0 | 3> {
  const { signal } = options;
  const browser = keepSpareBrowser(() => expectBrowser(options));
  const changes = new Changes(signal);
  const folders = new FolderWatch(() => changes.note());
  let former: BuildResult | undefined;
  try {
    while (!signal.aborted) {
      const paths = { files: new Set<string>(), folders: new Set<string>() };
      const built = await buildOnce(options, paths, former, sinks);
      if (signal.aborted) break;
      folders.update(selectWatched(paths, options));
      if (former === undefined)
        sinks.line(`watching ${formatCount(folders.size, 'folder')}; Ctrl+C ends it\n`);
      former = built;
      // While nothing is to be done, loads what the next build needs. A build without changes has not loaded it.
      void browser.prepare().then(() => import('../pipeline/run-build.ts'));
      await changes.next();
    }
    return 0;
  } catch (error) {
    await sinks.problems([diagnostic('watch-failed', { reason: messageOf(error) })]);
    return 3;
  } finally {
    folders.close();
    await browser.close();
  }
}

/** Returns the browser that builds will ask for; `undefined` if nothing is printed. */
async function expectBrowser(options: WatchOptions): Promise<Parameters<StartBrowser> | undefined> {
  const { browser, editions = [], only, file, signal, debug = false } = options;
  const isUnprinted = only === 'epub' || only === 'html' || /\.(?:epub|html)$/i.test(file ?? '');
  if (isUnprinted || (editions.length > 0 && editions.every(isUnprintedName))) return undefined;
  return [await findBrowser(browser, nodeHost), { debug, signal }];
}

/** Builds, and prints a line if anything was made, failed or differs from the build before. */
async function buildOnce(
  options: BuildOptions,
  paths: { readonly files: Set<string>; readonly folders: Set<string> },
  former: BuildResult | undefined,
  sinks: WatchSinks,
): Promise<BuildResult> {
  const started = performance.now();
  const counts = { made: 0, kept: 0 };
  const built = await runBuild(
    {
      ...options,
      onProgress: ({ fromCache }) => {
        counts[fromCache ? 'kept' : 'made'] += 1;
      },
    },
    { observe: (path, kind) => (kind === 'file' ? paths.files : paths.folders).add(path) },
  );
  if (options.signal?.aborted) return built;
  const isSame = former !== undefined && describeContent(built) === describeContent(former);
  if (isSame && built.ok && counts.made === 0) return built;
  if (!isSame) {
    const isOld = (problem: Diagnostic): boolean => former !== undefined && isOfMachine(problem);
    await sinks.problems(built.diagnostics.filter((problem) => !isOld(problem)));
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const tally = formatTally(built.diagnostics, built.allowed.length);
  const made = `${counts.made} made, ${counts.kept} kept in ${seconds} s`;
  sinks.line(`${formatTime(new Date())}  ${made}${tally === '' ? '' : `; ${tally}`}\n`);
  return built;
}

/** Only a build that starts a browser reports these notes, and once is enough. */
const isOfMachine = ({ severity, domain }: Diagnostic): boolean =>
  severity === 'note' && domain === 'environment';

/** Returns the problems of the content as one text. */
const describeContent = ({ diagnostics }: BuildResult): string =>
  JSON.stringify(diagnostics.filter((problem) => !isOfMachine(problem)));

const formatTime = (time: Date): string =>
  [time.getHours(), time.getMinutes(), time.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');

const formatCount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Leaves out what builds write, packages, hidden folders, and what is neither in the project nor beside an input. */
function selectWatched(
  { files, folders }: Pick<WatchedPaths, 'files' | 'folders'>,
  { root: named = '.', out = 'dist', file, inputs = [] }: BuildOptions,
): WatchedPaths {
  const root = resolve(named);
  const written = file === undefined ? resolve(root, out) : resolve(root, file);
  const homes = [root, ...inputs.map((input) => resolve(root, input, '..'))];
  const isWatched = (path: string): boolean => {
    const home = homes.find((folder) => isWithin(path, folder));
    // A project can be in its output folder: `--out .`
    if (home === undefined || (isWithin(path, written) && !isWithin(home, written))) return false;
    return !/(?:^|[\\/])(?:node_modules|\.[^\\/]+)(?:[\\/]|$)/.test(path.slice(home.length));
  };
  const select = (paths: ReadonlySet<string>): ReadonlySet<string> => new Set([...paths].filter(isWatched));
  return { files: select(files), folders: select(folders), written };
}

/** Waits for changes. One that comes during a build counts for the next. */
class Changes {
  readonly #signal: AbortSignal;
  #last: number | undefined;
  #wake: (() => void) | undefined;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#wake?.(), { once: true });
  }

  note(): void {
    this.#last = performance.now();
    this.#wake?.();
  }

  /** Resolves when there was a change and then none for a moment, or after the signal. */
  async next(): Promise<void> {
    while (!this.#signal.aborted) {
      const quiet = this.#last === undefined ? undefined : QUIET - (performance.now() - this.#last);
      if (quiet === undefined) await this.#sleep();
      else if (quiet > 0) await wait(quiet);
      else break;
    }
    this.#last = undefined;
  }

  #sleep(): Promise<void> {
    const { promise, resolve: wake } = Promise.withResolvers<void>();
    this.#wake = wake;
    return promise;
  }
}

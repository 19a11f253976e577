/** Runs the commands for programs and for the command line. Problems are in the results; no command rejects. */
import { availableParallelism } from 'node:os';
import { relative, resolve, sep } from 'node:path';
import {
  type AppliedRules,
  applyRules,
  type DiagnosticRules,
  NO_RULES,
} from '../core/diagnostics/allowances.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { toDiagnostic } from '../core/diagnostics/failure.ts';
import { diagnoseWriteError } from '../core/diagnostics/file-problem.ts';
import type { GuardedHost } from '../core/host.ts';
import type { Context } from '../core/model/context.ts';
import type { FleetProgress } from '../core/model/fleet.ts';
import { traceSpan } from '../core/trace.ts';
import { readRulesIfAny } from '../read/settings/open-diagnostic-rules.ts';
import { locateCache } from '../runtime/cache/cache-location.ts';
import { OwnFolder } from '../runtime/guard/own-folder.ts';
import { nodeHost } from '../runtime/node-host.ts';
import type { Observe } from '../runtime/observing-host.ts';
import { EPOCH_VARIABLE, validateEpoch } from '../runtime/source-date-epoch.ts';
import { openBuildEnvironment } from './build-environment.ts';
import type { ManifestFile } from './manifest/manifest.ts';
import type {
  BuildOptions,
  BuildResult,
  CheckOptions,
  CheckResult,
  ClearOptions,
  ClearResult,
  MergeOptions,
} from './options.ts';
import type { BuildRequest, CheckRequest } from './request.ts';
import type { CommandTask, TaskValue, WorkerInput } from './threads/messages.ts';
import type { BuildEnvironment } from './tracked-context.ts';

/** Options under their current names. */
type Current<Options> = Omit<Options, 'what'>;

/** In which thread the work is done. */
export interface ExecutionOptions {
  /** Whether large work may get its own thread, so that this thread can react to signals at any time. Default: no. */
  readonly allowsWorker?: boolean;
  /** Absolute path of the folder for compiled code. Default: none. */
  readonly compileCache?: string;
  /** Called with each path of the disk that a build asks for; not where a thread of its own does the work. */
  readonly observe?: Observe;
  /** Receives the state of the workers of a build. */
  readonly onFleet?: FleetProgress;
}

/** Validates the content. */
export async function runCheck(
  options: Current<CheckOptions>,
  execution: ExecutionOptions = {},
): Promise<CheckResult> {
  const { inputs = [], uses } = options;
  const request = { inputs, ...(uses !== undefined && { uses }), ...pickSelection(options) };
  const command = { ...options, isBuild: false };
  const { diagnostics, allowed, value } = await runGuarded(command, (environment) =>
    dispatchTask({ kind: 'check', request }, environment, command, execution),
  );
  const { publications, uses: found } = 'uses' in value ? value : { publications: [], uses: [] };
  return { ok: hasNoError(diagnostics), diagnostics, allowed, publications, uses: found };
}

/** Builds the editions of the publications. */
export async function runBuild(
  options: Current<BuildOptions>,
  execution: ExecutionOptions = {},
): Promise<BuildResult> {
  const { file, text, bytes, ...others } = options;
  if (text !== undefined || bytes === true) {
    const { buildBytes } = await import('./in-memory/build-bytes.ts');
    return buildBytes(options, (given) => runBuild(given, execution));
  }
  if (file === undefined) return buildFolder(others, execution);
  const { buildOneFile } = await import('./single-file/one-file.ts');
  return buildOneFile({ ...others, file }, (given) => buildFolder({ ...others, ...given }, execution, true));
}

/** @param isSingle whether one edition of each publication is made */
async function buildFolder(
  options: Omit<Current<BuildOptions>, 'file' | 'text' | 'bytes'>,
  execution: ExecutionOptions,
  isSingle = false,
): Promise<BuildResult> {
  const {
    inputs = [],
    editions = [],
    browser,
    jobs = Math.min(availableParallelism(), 4),
    duplex,
    only,
    styles = [],
    proof = false,
    debug = false,
  } = options;
  const root = resolve(options.root ?? '.');
  const out = resolve(root, options.out ?? 'dist');
  const request = {
    ...{ inputs, out, editions, jobs, proof, debug },
    ...(only !== undefined && { only }),
    ...(styles.length > 0 && { styles: styles.map((path) => nameFromRoot(path, root)) }),
    ...(isSingle && { isSingle }),
    ...(duplex !== undefined && { duplex }),
    ...(browser !== undefined && { browser }),
    ...pickSelection(options),
  };
  const { observe, onFleet } = execution;
  const command = {
    ...options,
    isBuild: true,
    ...(observe && { observe }),
    ...(onFleet && { onFleet }),
  };
  const { diagnostics, allowed, value } = await runGuarded(command, (environment) =>
    buildIfStale(request, environment, command, execution),
  );
  return { ok: hasNoError(diagnostics), diagnostics, allowed, files: value as readonly ManifestFile[] };
}

/** Returns the name that the design has for a file: `/note.css`. @param path relative to the root, or absolute */
const nameFromRoot = (path: string, root: string): string =>
  `/${relative(root, resolve(root, path)).split(sep).join('/')}`;

const pickSelection = ({
  changedSince,
  shard,
  strict,
  highlight,
  variables,
}: Omit<CheckOptions, 'uses'>): Pick<
  CheckOptions,
  'changedSince' | 'shard' | 'strict' | 'highlight' | 'variables'
> => ({
  ...(variables !== undefined && { variables }),
  ...(strict !== undefined && { strict }),
  ...(highlight !== undefined && { highlight }),
  ...(changedSince !== undefined && { changedSince }),
  ...(shard !== undefined && { shard }),
});

/** Joins the output folders of the parts of a build. */
export async function runMerge(
  { parts, out = 'dist', ...options }: MergeOptions,
  execution: ExecutionOptions = {},
): Promise<BuildResult> {
  const root = resolve(options.root ?? '.');
  const [folders, outFolder] = [parts.map((part) => resolve(root, part)), resolve(root, out)];
  const paths = { ...options, inputs: folders, out: outFolder, cache: false, pluginPlan: null };
  const command = { ...paths, isBuild: false, isSelected: true };
  const { diagnostics, allowed, value } = await runGuarded(command, (environment) =>
    dispatchTask({ kind: 'merge', parts: folders, out: outFolder }, environment, command, execution),
  );
  return { ok: hasNoError(diagnostics), diagnostics, allowed, files: value as readonly ManifestFile[] };
}

/** Removes all cached results. */
export async function runClear({ root = '.', cache }: ClearOptions): Promise<ClearResult> {
  try {
    const { clearEntries } = await import('../runtime/cache/clear.ts');
    const folder = typeof cache === 'string' ? cache : undefined;
    const place = await locateCache(folder, resolve(root), nodeHost);
    const removed = 'code' in place ? 0 : await clearEntries(new OwnFolder(place.folder, place.trusted));
    return { ok: true, diagnostics: [], allowed: [], removed };
  } catch (error) {
    const diagnostics = [toDiagnostic(error, new AbortController().signal, false)];
    return { ok: false, diagnostics, allowed: [], removed: 0 };
  }
}

/** The options of any command. `isSelected`: whether they restrict the publications in a way other than `inputs`. */
type CommandOptions = Current<BuildOptions> & {
  readonly isBuild: boolean;
  readonly isSelected?: boolean;
  readonly pluginPlan?: null;
  readonly observe?: Observe;
  readonly onFleet?: FleetProgress;
};

/** Builds, unless the output is up to date; then it returns without loading the modules that read, render and print. */
async function buildIfStale(
  given: BuildRequest,
  environment: BuildEnvironment,
  command: CommandOptions,
  execution: ExecutionOptions,
): Promise<TaskValue> {
  const { cache, context, pluginPlan } = environment;
  const request = pluginPlan === undefined ? given : { ...given, plugins: pluginPlan.digest };
  const { readRunRecord, tryUpToDate } = await import('./incremental/up-to-date.ts');
  const recall = async () => cache && readRunRecord(cache, request);
  const former = await traceSpan(context, 'cache', 'the build before', recall);
  // The cache does not record what git or other machines say.
  const isSelected = request.changedSince !== undefined || request.shard !== undefined;
  const files =
    cache && former && !isSelected
      ? await traceSpan(context, 'cache', 'is anything changed?', () =>
          tryUpToDate(request, former, cache, environment),
        )
      : undefined;
  if (files !== undefined) return files;
  return dispatchTask({ kind: 'build', request, ...(former && { former }) }, environment, command, execution);
}

/** Runs a task in this thread or, if it is large work, in a worker thread. */
async function dispatchTask(
  task: CommandTask,
  environment: BuildEnvironment,
  command: CommandOptions,
  { allowsWorker = false, compileCache }: ExecutionOptions,
): Promise<TaskValue> {
  const { context, untrackedHost } = environment;
  const launcher = task.kind === 'build' ? await import('./incremental/prelaunch.ts') : undefined;
  const prelaunch = () =>
    task.kind === 'build' && !environment.hasFleet
      ? launcher?.prelaunchBrowser(task.request, context)
      : undefined;
  if (allowsWorker && task.kind !== 'merge' && (await needsWorker(task.request, context, untrackedHost))) {
    const { supervise } = await import('./threads/supervisor.ts');
    return supervise(createWorkerInput(task, command, environment, compileCache), environment, prelaunch);
  }
  const browser = prelaunch();
  await browser?.spawned;
  const { performTask } = await import('./threads/perform.ts');
  return performTask(task, environment, browser);
}

async function needsWorker(
  { inputs }: CheckRequest,
  { root, outputFolders: outputs }: Context,
  untrackedHost: GuardedHost,
): Promise<boolean> {
  const { isLargeWork } = await import('./threads/work-size.ts');
  return isLargeWork(inputs, root, outputs, untrackedHost);
}

function createWorkerInput(
  task: CommandTask,
  { debug = false, ...command }: CommandOptions,
  { pluginPlan }: Pick<BuildEnvironment, 'pluginPlan'>,
  compileCache: string | undefined,
): WorkerInput {
  const { root, inputs, out, cache, trace, strict, highlight, variables, isBuild } = command;
  const { sharedCache, sharedCacheKey, sharedCacheWrite, queue, browser } = command;
  const options = {
    ...{ root, inputs, out, cache, trace, strict, highlight, variables, isBuild },
    ...{ sharedCache, sharedCacheKey, sharedCacheWrite, queue, browser, pluginPlan: pluginPlan ?? null },
  };
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return { task, options: given, debug, ...(compileCache !== undefined && { compileCache }) };
}

/** Opens the environment, runs the work and applies the project's diagnostic rules. Turns a failure into a diagnostic. */
async function runGuarded(
  options: CommandOptions,
  work: (environment: BuildEnvironment) => Promise<TaskValue>,
): Promise<AppliedRules & { readonly value: TaskValue }> {
  const diagnostics: Diagnostic[] = [];
  const environment = await openBuildEnvironment(options, diagnostics);
  // The rules do not change any file, so they are read through the host that records no dependencies.
  const { untrackedHost } = environment;
  let rules: DiagnosticRules | undefined;
  let value: TaskValue = [];
  try {
    const problem = validateEpoch(untrackedHost.variable(EPOCH_VARIABLE));
    if (problem !== undefined) diagnostics.push(problem);
    else if (!environment.failed())
      rules = await readRulesIfAny({ ...environment.context, host: untrackedHost });
    if (rules !== undefined) value = await work(environment);
    await writeTrace(environment.context, options.trace);
  } catch (error) {
    diagnostics.push(toDiagnostic(error, environment.context.signal, options.debug ?? false));
  }
  const { inputs = [], editions = [], isBuild, changedSince, shard } = options;
  const isSelected = options.isSelected === true || changedSince !== undefined || shard !== undefined;
  const isWhole = inputs.length === 0 && editions.length === 0 && !isSelected;
  const facts = { today: untrackedHost.today(), isWhole, isBuild };
  return { ...applyRules(diagnostics, rules ?? NO_RULES, facts), value };
}

async function writeTrace({ trace, host, report }: Context, file: string | undefined): Promise<void> {
  if (trace === undefined || file === undefined) return;
  const path = resolve(file);
  try {
    await host.write(new Map([[path, new TextEncoder().encode(trace.toJson())]]));
  } catch (error) {
    report(diagnoseWriteError(error));
  }
}

function hasNoError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.every(({ severity }) => severity !== 'error');
}

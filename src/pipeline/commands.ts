/** The commands, as programs and the command line call them. What was wrong is in their results; none rejects. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { type Judgement, judge, NO_RULES, type Rules } from '../core/diagnostics/allowances.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { failureDiagnostic } from '../core/diagnostics/failure.ts';
import { unwritable } from '../core/diagnostics/file-problem.ts';
import type { GuardedHost } from '../core/host.ts';
import type { Context } from '../core/model/context.ts';
import { traced } from '../core/trace.ts';
import { openRules } from '../read/settings/open-diagnostic-rules.ts';
import { findCache } from '../runtime/cache/cache-location.ts';
import { OwnFolder } from '../runtime/guard/own-folder.ts';
import { nodeHost } from '../runtime/node-host.ts';
import { EPOCH, epochProblem } from '../runtime/source-date-epoch.ts';
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
import type { Order, Task } from './threads/messages.ts';
import type { Workplace } from './tracked-context.ts';
import { openWorkplace } from './workspace.ts';

/** Where the work is done. */
export interface Placement {
  /** Whether much work may get a thread of its own, so that this one hears signals whatever happens there. Left out: no. */
  readonly mayBeApart?: boolean;
  /** Absolute path of the folder for compiled code; left out: none. */
  readonly compiled?: string;
}

export async function runCheck(options: CheckOptions, placement: Placement = {}): Promise<CheckResult> {
  const request = { what: options.what ?? [], ...selectionOf(options) };
  const running = { ...options, isBuild: false };
  const { diagnostics, allowed, value } = await guarded(running, (workplace) =>
    perform({ task: 'check', request }, workplace, running, placement),
  );
  return { ok: isFine(diagnostics), diagnostics, allowed, publications: value as readonly string[] };
}

export async function runBuild(options: BuildOptions, placement: Placement = {}): Promise<BuildResult> {
  const {
    what = [],
    editions = [],
    browser,
    jobs = Math.min(availableParallelism(), 4),
    duplex,
    proof = false,
    debug = false,
  } = options;
  const out = resolve(options.root ?? '.', options.out ?? 'dist');
  const request = {
    ...{ what, out, editions, jobs, proof, debug },
    ...(duplex !== undefined && { duplex }),
    ...(browser !== undefined && { browser }),
    ...selectionOf(options),
  };
  const running = { ...options, isBuild: true };
  const { diagnostics, allowed, value } = await guarded(running, (workplace) =>
    buildOrReplay(request, workplace, running, placement),
  );
  return { ok: isFine(diagnostics), diagnostics, allowed, files: value as readonly ManifestFile[] };
}

const selectionOf = ({
  changedSince,
  shard,
}: CheckOptions): Pick<CheckOptions, 'changedSince' | 'shard'> => ({
  ...(changedSince !== undefined && { changedSince }),
  ...(shard !== undefined && { shard }),
});

export async function runMerge(
  { parts, out = 'dist', ...options }: MergeOptions,
  placement: Placement = {},
): Promise<BuildResult> {
  const root = resolve(options.root ?? '.');
  const [folders, into] = [parts.map((part) => resolve(root, part)), resolve(root, out)];
  const named = { ...options, what: folders, out: into, cache: false };
  const running = { ...named, isBuild: false, isSelected: true };
  const { diagnostics, allowed, value } = await guarded(running, (workplace) =>
    perform({ task: 'merge', parts: folders, out: into }, workplace, running, placement),
  );
  return { ok: isFine(diagnostics), diagnostics, allowed, files: value as readonly ManifestFile[] };
}

export async function runClear({ root = '.', cache }: ClearOptions): Promise<ClearResult> {
  try {
    const { clearEntries } = await import('../runtime/cache/clear.ts');
    const asked = typeof cache === 'string' ? cache : undefined;
    const place = await findCache(asked, resolve(root), nodeHost);
    const removed = 'code' in place ? 0 : await clearEntries(new OwnFolder(place.folder, place.trusted));
    return { ok: true, diagnostics: [], allowed: [], removed };
  } catch (error) {
    const diagnostics = [failureDiagnostic(error, new AbortController().signal, false)];
    return { ok: false, diagnostics, allowed: [], removed: 0 };
  }
}

type Running = BuildOptions & { readonly isBuild: boolean; readonly isSelected?: boolean };
type Value = readonly ManifestFile[] | readonly string[];

/** Where nothing has changed, what reads and prints is not even loaded. */
async function buildOrReplay(
  request: BuildRequest,
  workplace: Workplace,
  running: Running,
  placement: Placement,
): Promise<Value> {
  const { cache, context } = workplace;
  const { recallRun, replay } = await import('./incremental/up-to-date.ts');
  const recall = async () => cache && recallRun(cache, request);
  const former = await traced(context, 'cache', 'the build before', recall);
  // Git and other machines are no questions that a cache knows the answers of.
  const isSelected = request.changedSince !== undefined || request.shard !== undefined;
  const kept =
    cache && former && !isSelected
      ? await traced(context, 'cache', 'is anything changed?', () => replay(request, former, cache, context))
      : undefined;
  if (kept !== undefined) return kept;
  return perform({ task: 'build', request, ...(former && { former }) }, workplace, running, placement);
}

async function perform(
  task: Task,
  workplace: Workplace,
  running: Running,
  { mayBeApart = false, compiled }: Placement,
): Promise<Value> {
  const { context, world } = workplace;
  const early = task.task === 'build' ? await import('./incremental/prelaunch.ts') : undefined;
  const begin = () => (task.task === 'build' ? early?.beginBrowser(task.request, context) : undefined);
  if (mayBeApart && task.task !== 'merge' && (await isMuchWork(task.request, context, world))) {
    const { supervise } = await import('./threads/supervisor.ts');
    return supervise(orderOf(task, running, compiled), workplace, begin);
  }
  const browser = begin();
  await browser?.begun;
  const { perform: performHere } = await import('./threads/perform.ts');
  return performHere(task, workplace, browser);
}

async function isMuchWork(
  { what }: CheckRequest,
  { root, outputs }: Context,
  world: GuardedHost,
): Promise<boolean> {
  const { isMuch } = await import('./threads/work-size.ts');
  return isMuch(what, root, outputs, world);
}

function orderOf(
  task: Task,
  { root, what, out, cache, trace, debug = false }: Running,
  compiled: string | undefined,
): Order {
  const options = { root, what, out, cache, trace };
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return { task, options: given, debug, ...(compiled !== undefined && { compiled }) };
}

async function guarded(
  options: Running,
  work: (workplace: Workplace) => Promise<Value>,
): Promise<Judgement & { readonly value: Value }> {
  const diagnostics: Diagnostic[] = [];
  const workplace = await openWorkplace(options, diagnostics);
  // What counts as a problem changes nothing that is made: it is not asked for through the host that keeps questions.
  const { world } = workplace;
  let rules: Rules | undefined;
  let value: Value = [];
  try {
    const problem = epochProblem(world.variable(EPOCH));
    if (problem !== undefined) diagnostics.push(problem);
    else rules = await openRules({ ...workplace.context, host: world });
    if (rules !== undefined) value = await work(workplace);
    await writeTrace(workplace.context, options.trace);
  } catch (error) {
    diagnostics.push(failureDiagnostic(error, workplace.context.signal, options.debug ?? false));
  }
  const { what = [], editions = [], isBuild, changedSince, shard } = options;
  const isSelected = options.isSelected === true || changedSince !== undefined || shard !== undefined;
  const isWhole = what.length === 0 && editions.length === 0 && !isSelected;
  const seen = { today: world.today(), isWhole, isBuild };
  return { ...judge(diagnostics, rules ?? NO_RULES, seen), value };
}

async function writeTrace({ trace, host, report }: Context, file: string | undefined): Promise<void> {
  if (trace === undefined || file === undefined) return;
  const path = resolve(file);
  try {
    await host.write(new Map([[path, new TextEncoder().encode(trace.json())]]));
  } catch (error) {
    report(unwritable(error));
  }
}

function isFine(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.every(({ severity }) => severity !== 'error');
}

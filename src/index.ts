/** What programs may import: `build` and `check`, and the types of what they take and give. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { type Allowed, type Judgement, judge, NO_RULES, type Rules } from './allowances.ts';
import type { BuildRequest } from './build/request.ts';
import type { Workplace } from './build/scope.ts';
import { openWorkplace } from './build/workplace.ts';
import { cacheFolder } from './cache/index.ts';
import { diagnostic } from './catalogue.ts';
import type { Diagnostic } from './diagnostic.ts';
import { failureDiagnostic } from './failure.ts';
import type { Host } from './host.ts';
import type { ManifestFile } from './manifest/contents.ts';
import type { Context } from './model.ts';
import { nodeHost } from './node.ts';
import {
  BUILD_OPTIONS,
  CHECK_OPTIONS,
  CLEAR_OPTIONS,
  findOptionProblems,
  MERGE_OPTIONS,
  type OptionKinds,
} from './options.ts';
import type { Progress } from './progress.ts';
import { openRules } from './rules.ts';
import type { Shard } from './shard.ts';
import { traced } from './trace.ts';

export type { Allowed } from './allowances.ts';
export type { Code } from './catalogue.ts';
export type { Diagnostic, Domain, Place, Severity } from './diagnostic.ts';
export { exitCode } from './diagnostic.ts';
export type { Entry, FileState, Host } from './host.ts';
export { HostError } from './host.ts';
export type {
  Manifest,
  ManifestFacts,
  ManifestFile,
  ManifestPart,
  ManifestPublication,
} from './manifest/contents.ts';
export type { FileMade, Progress } from './progress.ts';
export type { Shard } from './shard.ts';

export interface CheckOptions {
  /** Publications, folders or Markdown files, relative to the root; left out: all of `content/`. */
  readonly what?: readonly string[];
  /** The project's folder; left out: the current folder. */
  readonly root?: string;
  /** A commit of git, by any name: only publications that were changed since the work left it. */
  readonly changedSince?: string;
  /** One machine's part of the work: `{ index: 1, count: 4 }` is the first of four. */
  readonly shard?: Shard;
  /** Stops the work; the result then has the diagnostic `interrupted`. */
  readonly signal?: AbortSignal;
  /** Keeps the stack of an unexpected failure in its diagnostic. */
  readonly debug?: boolean;
  /** How the world is reached; left out: the disk and the environment. */
  readonly host?: Host;
}

export interface BuildOptions extends CheckOptions {
  /** Where the files go; left out: `dist` in the root. */
  readonly out?: string;
  /** Names of editions, such as `book-a4`, `a5` or `epub`; left out: all that a publication has. */
  readonly editions?: readonly string[];
  /** Path of a Chrome or Chromium; left out: the first one found. */
  readonly browser?: string;
  /** How many documents are printed at once; left out: one for each core, four at most. */
  readonly jobs?: number;
  /** The edge over which the printer turns the sheets of booklets; left out: the short one. */
  readonly duplex?: 'long' | 'short';
  /** Whether each file gets a picture of its pages beside it (`x.proof.png`); left out: no, and a former one is removed. */
  readonly proof?: boolean;
  /**
   * Whether what is made is kept for later builds, and what earlier ones have kept is used; or the folder for it, relative
   * to the root. Left out: yes, in `.cache/handpress`.
   */
  readonly cache?: boolean | string;
  /** A file that is told where the time went, in the Trace Event Format; relative to the working folder. */
  readonly trace?: string;
  readonly onProgress?: Progress;
}

/** What was found in the content. */
export interface Judged {
  /** Whether there is no error. */
  readonly ok: boolean;
  /** Sorted by file, line, column and code. */
  readonly diagnostics: readonly Diagnostic[];
  /** Warnings that `handpress.yaml` allows. */
  readonly allowed: readonly Allowed[];
}

export interface CheckResult extends Judged {
  /** The Markdown file or the `publication.yaml` of each publication that was looked at. */
  readonly publications: readonly string[];
}

export interface BuildResult extends Judged {
  /** What was made and written, by path. */
  readonly files: readonly ManifestFile[];
}

/** Judges the content and makes nothing. Problems are in the result; it does not reject. */
export async function check(options: CheckOptions = {}): Promise<CheckResult> {
  const wrong = findOptionProblems(options, CHECK_OPTIONS satisfies Known<CheckOptions>);
  if (wrong.length > 0) return { ...refused(wrong), publications: [] };
  const { diagnostics, allowed, value } = await guarded({ ...options, isBuild: false }, async (workplace) => {
    const { checkContent } = await import('./build/index.ts');
    return checkContent({ what: options.what ?? [], ...selectionOf(options) }, workplace);
  });
  return { ok: isFine(diagnostics), diagnostics, allowed, publications: value };
}

/** Makes the editions of the publications. Problems are in the result; it does not reject. */
export async function build(options: BuildOptions = {}): Promise<BuildResult> {
  const wrong = findOptionProblems(options, BUILD_OPTIONS satisfies Known<BuildOptions>);
  if (wrong.length > 0) return { ...refused(wrong), files: [] };
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
  const { diagnostics, allowed, value } = await guarded({ ...options, isBuild: true }, (workplace) =>
    buildOrReplay(request, workplace),
  );
  return { ok: isFine(diagnostics), diagnostics, allowed, files: value };
}

const selectionOf = ({
  changedSince,
  shard,
}: CheckOptions): Pick<CheckOptions, 'changedSince' | 'shard'> => ({
  ...(changedSince !== undefined && { changedSince }),
  ...(shard !== undefined && { shard }),
});

export interface MergeOptions extends Pick<CheckOptions, 'root' | 'signal' | 'debug' | 'host'> {
  /** Output folders of all parts of a build, relative to the root. */
  readonly parts: readonly string[];
  /** Where everything goes; may be one of the parts. Left out: `dist` in the root. */
  readonly out?: string;
}

/** Joins the parts of a build that was divided by `shard`. Problems are in the result; it does not reject. */
export async function mergeManifests(given: MergeOptions): Promise<BuildResult> {
  const wrong = findOptionProblems(given, MERGE_OPTIONS satisfies Known<MergeOptions>, ['parts']);
  if (wrong.length > 0) return { ...refused(wrong), files: [] };
  const { parts, out = 'dist', ...options } = given;
  const root = resolve(options.root ?? '.');
  const [folders, into] = [parts.map((part) => resolve(root, part)), resolve(root, out)];
  const { diagnostics, allowed, value } = await guarded(
    { ...options, cache: false, isBuild: false, isSelected: true },
    async ({ context }) => {
      const { mergeParts } = await import('./manifest/merge.ts');
      return mergeParts(folders, into, context);
    },
  );
  return { ok: isFine(diagnostics), diagnostics, allowed, files: value };
}

export interface ClearResult extends Pick<Judged, 'ok' | 'diagnostics'> {
  /** How many entries there were. */
  readonly removed: number;
}

/** Removes what earlier builds have kept. Problems are in the result; it does not reject. */
export async function clearCache(options: Pick<BuildOptions, 'root' | 'cache'> = {}): Promise<ClearResult> {
  const wrong = findOptionProblems(options, CLEAR_OPTIONS);
  if (wrong.length > 0) return { ok: false, diagnostics: wrong, removed: 0 };
  const { root = '.', cache } = options;
  try {
    const { clearCache: clear } = await import('./cache/clear.ts');
    const folder = typeof cache === 'string' ? resolve(root, cache) : cacheFolder(resolve(root));
    return { ok: true, diagnostics: [], removed: await clear(folder) };
  } catch (error) {
    return {
      ok: false,
      diagnostics: [failureDiagnostic(error, new AbortController().signal, false)],
      removed: 0,
    };
  }
}

/** A kind for each option that there is. */
type Known<Options> = OptionKinds & Readonly<Record<keyof Options, unknown>>;

const refused = (diagnostics: readonly Diagnostic[]): Judged => ({ ok: false, diagnostics, allowed: [] });

/** Where nothing has changed, what reads and prints is not even loaded. */
async function buildOrReplay(request: BuildRequest, workplace: Workplace): Promise<readonly ManifestFile[]> {
  const { cache, context } = workplace;
  const { recallRun, replay } = await import('./build/replay.ts');
  const recall = async () => cache && recallRun(cache, request);
  const former = await traced(context, 'cache', 'the build before', recall);
  // Git and other machines are no questions that a cache knows the answers of.
  const isSelected = request.changedSince !== undefined || request.shard !== undefined;
  const kept =
    cache && former && !isSelected
      ? await traced(context, 'cache', 'is anything changed?', () => replay(request, former, cache, context))
      : undefined;
  if (kept !== undefined) return kept;
  const { beginBrowser } = await import('./build/early.ts');
  const browser = beginBrowser(request, context);
  await browser?.begun;
  const load = () => import('./build/index.ts');
  try {
    const { buildContent } = await traced(context, 'load', 'what reads, renders and prints', load);
    return await buildContent(request, workplace, browser, former);
  } finally {
    await Promise.all([cache?.close(), browser?.close()]);
  }
}

async function guarded<T>(
  options: BuildOptions & { readonly isBuild: boolean; readonly isSelected?: boolean },
  work: (workplace: Workplace) => Promise<readonly T[]>,
): Promise<Judgement & { readonly value: readonly T[] }> {
  const diagnostics: Diagnostic[] = [];
  const workplace = openWorkplace(options, diagnostics, options.trace !== undefined);
  // What counts as a problem changes nothing that is made: it is not asked for through the host that keeps questions.
  const world = options.host ?? nodeHost;
  let rules: Rules | undefined;
  let value: readonly T[] = [];
  try {
    rules = await openRules({ ...workplace.context, host: world });
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
    const reason = error instanceof Error ? error.message : String(error);
    report(diagnostic('output-unwritable', { path, reason }));
  }
}

function isFine(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.every(({ severity }) => severity !== 'error');
}

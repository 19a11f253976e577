/** What programs may import: `build` and `check`, and the types of what they take and give. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildContent, checkContent } from './build.ts';
import { openDesign } from './design.ts';
import type { Diagnostic } from './diagnostic.ts';
import { sortDiagnostics } from './diagnostic.ts';
import { failureDiagnostic } from './failure.ts';
import type { Host } from './host.ts';
import type { ManifestFile } from './manifest.ts';
import type { Context, Progress } from './model.ts';
import { nodeHost } from './node.ts';

export type { Code } from './catalogue.ts';
export type { Diagnostic, Domain, Place, Severity } from './diagnostic.ts';
export { exitCode } from './diagnostic.ts';
export type { Entry, Host } from './host.ts';
export { HostError } from './host.ts';
export type { Manifest, ManifestFile, ManifestPublication } from './manifest.ts';

export interface CheckOptions {
  /** Publications, folders or Markdown files, relative to the root; left out: all of `content/`. */
  readonly what?: readonly string[];
  /** The project's folder; left out: the current folder. */
  readonly root?: string;
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
  readonly onProgress?: Progress;
}

export interface CheckResult {
  /** Whether there is no error. */
  readonly ok: boolean;
  /** Sorted by file, line, column and code. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface BuildResult extends CheckResult {
  /** What was made and written, by path. */
  readonly files: readonly ManifestFile[];
}

/** Judges the content and makes nothing. Problems are in the result; it does not reject. */
export async function check(options: CheckOptions = {}): Promise<CheckResult> {
  const { diagnostics } = await guarded(options, async (context) => {
    await checkContent(options.what ?? [], context);
    return [];
  });
  return { ok: isFine(diagnostics), diagnostics };
}

/** Makes the editions of the publications. Problems are in the result; it does not reject. */
export async function build(options: BuildOptions = {}): Promise<BuildResult> {
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
  };
  const { diagnostics, value } = await guarded(options, (context) => buildContent(request, context));
  return { ok: isFine(diagnostics), diagnostics, files: value };
}

async function guarded(
  options: BuildOptions,
  work: (context: Context) => Promise<readonly ManifestFile[]>,
): Promise<{ diagnostics: readonly Diagnostic[]; value: readonly ManifestFile[] }> {
  const diagnostics: Diagnostic[] = [];
  const context = contextOf(options, diagnostics);
  let value: readonly ManifestFile[] = [];
  try {
    value = await work(context);
  } catch (error) {
    diagnostics.push(failureDiagnostic(error, context.signal, options.debug ?? false));
  }
  return { diagnostics: sortDiagnostics(diagnostics), value };
}

function contextOf(options: BuildOptions, diagnostics: Diagnostic[]): Context {
  const root = resolve(options.root ?? '.');
  const host = options.host ?? nodeHost;
  return {
    root,
    host,
    design: openDesign(host, { root, own: fileURLToPath(new URL('..', import.meta.url)) }),
    report: (problem) => void diagnostics.push(problem),
    progress: options.onProgress ?? (() => undefined),
    signal: options.signal ?? new AbortController().signal,
  };
}

function isFine(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.every(({ severity }) => severity !== 'error');
}

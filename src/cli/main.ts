#!/usr/bin/env node
/** argv → command → exit code. The only file that touches `process`. */
// As a whole: what an older Node does not have in it would end the process without a word that anybody understands.
import * as nodeModule from 'node:module';
import { join, resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { makeFolder } from '../runtime/mkdirp.ts';
import { removeLeftovers } from '../runtime/process/leftovers.ts';
import { userCacheFolder } from '../runtime/user-cache.ts';
import type { Config } from './arguments.ts';
import type { Audience } from './report/outcome.ts';
import type { Result } from './report/report.ts';

/** What the process ends with when not all that was found or asked for could be told, as on a full disk. */
const UNTOLD = 3;
/** As shells say it. */
const INTERRUPTED = 130;
let isUntold = false;

/** As `engines` in `package.json` says. */
const OLDEST_NODE = [22, 18] as const;

if (isTooOld(process.versions.node)) {
  const { adviseNode } = await import('../core/install-advice.ts');
  const { optionalDependencies } = nodeModule.createRequire(import.meta.url)('../../package.json') as {
    readonly optionalDependencies: Readonly<Record<'@sparticuz/chromium', string>>;
  };
  const browser = `@sparticuz/chromium@${optionalDependencies['@sparticuz/chromium']}`;
  process.stderr.write(
    `handpress  error  Handpress needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${process.versions.node}.\n` +
      `  hint: ${adviseNode(`${process.platform}-${process.arch}`, browser)}\n`,
  );
  process.exit(3);
}

const signal = abortOnSignal();

/** The folder for compiled code, where there can be one. */
let compiledIn: string | undefined;

// Half of the time that a short build takes goes into compiling; from the second run on it is spared. So next to nothing is
// imported before this.
const compiled = join(
  userCacheFolder((name) => process.env[name]),
  'compiled',
);
// Where a file system takes no folders, Node itself would try for ever.
await makeFolder(compiled).then(
  () => {
    nodeModule.enableCompileCache(compiled);
    compiledIn = compiled;
  },
  () => undefined,
);
await main(process.argv.slice(2));

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
}

async function main(argv: readonly string[]): Promise<void> {
  const { readArguments } = await import('./arguments.ts');
  const config = readArguments(argv);
  if (!('command' in config)) {
    return tellAndEnd(config);
  }
  if (config.command === 'help') {
    const { help } = await import('./help.ts');
    output('stdout').write(help);
  } else if (config.command === 'version') {
    const { version } = await import('../runtime/version.ts');
    output('stdout').write(`${version}\n`);
  } else if (config.command === 'cache clear') {
    await clearCache(config);
  } else {
    endWith(await run(config));
  }
}

async function tellAndEnd(problems: readonly Diagnostic[]): Promise<void> {
  const [{ tellProblems }, { exitCode }] = await Promise.all([
    import('./report/report.ts'),
    import('../core/diagnostics/diagnostic.ts'),
  ]);
  await tellProblems(problems, '.', await audience());
  endWith(exitCode(problems));
}

async function run(config: Config): Promise<number> {
  const result = await obey(config);
  const { tell } = await import('./report/report.ts');
  const code = await tell(result, config, await audience(config));
  // What is left is nothing to wait for.
  if (signal.aborted) process.exit(code);
  return code;
}

async function clearCache({ root, cache }: Config): Promise<void> {
  const { runClear } = await import('../pipeline/commands.ts');
  const { diagnostics, removed } = await runClear({ root, cache });
  if (diagnostics.length > 0) return tellAndEnd(diagnostics);
  output('stderr').write(`${removed} ${removed === 1 ? 'entry' : 'entries'} removed from the cache\n`);
}

async function obey(config: Config): Promise<Result> {
  const { runBuild, runCheck, runMerge } = await import('../pipeline/commands.ts');
  const placement = { mayBeApart: true, ...(compiledIn !== undefined && { compiled: compiledIn }) };
  const { command, what, root, out, editions, browser, jobs, duplex, proof, cache, trace, debug } = config;
  const { changedSince, shard } = config;
  const selection = { ...(changedSince !== undefined && { changedSince }), ...(shard && { shard }) };
  if (command === 'check') {
    return { ...(await runCheck({ what, root, signal, debug, ...selection }, placement)), files: [] };
  }
  if (command === 'manifest merge') {
    const folders = {
      parts: what.map((part) => resolve(part)),
      ...(out !== undefined && { out: resolve(out) }),
    };
    return runMerge({ ...folders, root, signal, debug }, placement);
  }
  const { openProgress } = await import('./report/progress.ts');
  const progress = openProgress(output('stderr'));
  const options = {
    what,
    root,
    editions,
    proof,
    cache,
    debug,
    signal,
    onProgress: progress.onProgress,
    ...(out !== undefined && { out: resolve(out) }),
    ...(browser !== undefined && { browser }),
    ...(jobs !== undefined && { jobs }),
    ...(trace !== undefined && { trace }),
    ...(duplex !== undefined && { duplex }),
    ...selection,
  };
  const result = await runBuild(options, placement);
  progress.end();
  return result;
}

/** The first signal stops the work in good order; the second ends the process at once. Neither leaves anything behind. */
function abortOnSignal(): AbortSignal {
  const controller = new AbortController();
  const hear = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, hear);
  process.once('exit', () => removeLeftovers());
  return controller.signal;
}

/** What it is told reads lines of the project's files, and writes the reports that were asked for, and nothing else. */
async function audience({ root = '.', reports = [] }: Partial<Config> = {}): Promise<Audience> {
  const [{ nodeHost }, { guardHost }, { PACKAGE }] = await Promise.all([
    import('../runtime/node-host.ts'),
    import('../runtime/guard/guard-host.ts'),
    import('../runtime/install-path.ts'),
  ]);
  const project = resolve(root);
  const paths = reports.map(({ path }) => resolve(path));
  return {
    host: guardHost(nodeHost, { root: project, own: PACKAGE, out: join(project, 'dist'), reports: paths }),
    out: (text) => void output('stdout').write(text),
    err: (text) => void output('stderr').write(text),
    color: Boolean(output('stderr').isTTY) && !process.env.NO_COLOR,
  };
}

/** Opened by whoever writes first: that takes a tenth of a build in which nothing has changed. */
function output(name: 'stdout' | 'stderr'): NodeJS.WriteStream {
  const stream = process[name];
  if (stream.listenerCount('error') === 0) stream.on('error', (error) => failedOutput(name, error));
  return stream;
}

function endWith(code: number): void {
  process.exitCode = isUntold ? Math.max(code, UNTOLD) : code;
}

function failedOutput(name: 'stdout' | 'stderr', error: NodeJS.ErrnoException): void {
  // A reader that goes away, as `head` does, is no failure of ours.
  if (error.code === 'EPIPE' || isUntold) return;
  isUntold = true;
  endWith(Number(process.exitCode ?? 0));
  if (name === 'stdout') void complain(name, error);
}

async function complain(name: string, error: unknown): Promise<void> {
  const [{ tellProblems }, { unwritable }, { hostError }] = await Promise.all([
    import('./report/report.ts'),
    import('../core/diagnostics/file-problem.ts'),
    import('../core/node-error.ts'),
  ]);
  await tellProblems([unwritable(hostError(name, error))], '.', await audience());
}

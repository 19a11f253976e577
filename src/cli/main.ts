#!/usr/bin/env node
/** Runs the command line: parses the arguments, runs the command, reports the result and sets the exit code. */
// Imports the whole module, because a missing named import would end an older Node before the check below.
import * as nodeModule from 'node:module';
import { join, resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { makeFolder } from '../runtime/mkdirp.ts';
import { removeLeftovers } from '../runtime/process/leftovers.ts';
import { userCacheFolder } from '../runtime/user-cache.ts';
import type { CommandLine, GivenOptions, ShellCommand } from './arguments.ts';
import type { ReportSinks } from './report/outcome.ts';
import type { ReportOptions, RunResult } from './report/report.ts';

/** Exit code if stdout or stderr cannot be written, for example on a full disk. */
const OUTPUT_FAILED = 3;
/** Exit code after SIGINT, as shells define it. */
const INTERRUPTED = 130;
let outputFailed = false;

/** The oldest Node that works, as in `engines` of `package.json`. */
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

/** The folder for compiled code; `undefined` if it cannot be created. */
let compileCache: string | undefined;

// Compiling takes half of the time of a short build; the cache saves it from the second run on. Almost nothing is imported
// before it is enabled.
const compiled = join(
  userCacheFolder((name) => process.env[name]),
  'compiled',
);
// Creates the folder first, because Node itself would never end where folders cannot be created.
await makeFolder(compiled).then(
  () => {
    nodeModule.enableCompileCache(compiled);
    compileCache = compiled;
  },
  () => undefined,
);
await main(process.argv.slice(2));

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
}

async function main(argv: readonly string[]): Promise<void> {
  const { readCommandLine } = await import('./arguments.ts');
  const commandLine = await readCommandLine(argv);
  if (commandLine.kind === 'wrong') {
    await printAndExit(commandLine.problems);
  } else if (commandLine.kind === 'shell') {
    await runShellCommand(commandLine);
  } else if (commandLine.kind === 'version') {
    const { version } = await import('../runtime/version.ts');
    openOutput('stdout').write(`${version}\n`);
  } else if (commandLine.command === 'cache clear') {
    await clearCache(commandLine);
  } else if (commandLine.options.watch) {
    await watchFiles(commandLine);
  } else {
    setExitCode(await runAndReport(commandLine));
  }
}

/** Runs a command of the command line alone. */
async function runShellCommand(invocation: ShellCommand): Promise<void> {
  const { command, words } = invocation;
  if (command === 'init') {
    await initialize(invocation);
  } else if (command === 'keys') {
    await writeKeys(invocation);
  } else if (command === 'trust') {
    await trustPlugins(invocation);
  } else if (command === 'worker') {
    await workForOthers(invocation);
  } else if (command === 'doctor') {
    await examineMachine(invocation);
  } else if (command === 'completion') {
    const { formatCompletion } = await import('./completion.ts');
    openOutput('stdout').write(formatCompletion());
  } else {
    const { formatHelp } = await import('./help.ts');
    openOutput('stdout').write(formatHelp(words));
  }
}

/** Prints problems and sets the exit code that they have. */
async function printAndExit(problems: readonly Diagnostic[]): Promise<void> {
  const [{ printDiagnostics }, { exitCode }] = await Promise.all([
    import('./report/report.ts'),
    import('../core/diagnostics/diagnostic.ts'),
  ]);
  await printDiagnostics(problems, '.', await outputStreams());
  setExitCode(exitCode(problems));
}

type Invocation = Extract<CommandLine, { readonly kind: 'command' }>;

/** Returns the exit code. */
async function runAndReport(invocation: Invocation): Promise<number> {
  const { command, options } = invocation;
  const { root = '.', format = 'pretty', reports = [], failOn = 'error' } = options;
  const listsUses = command === 'check' && options.uses !== undefined;
  const reportOptions = { command, root, format, reports, failOn, listsUses };
  const ran = await runCommand(invocation);
  const result = { ...ran, diagnostics: [...(invocation.notes ?? []), ...ran.diagnostics] };
  const { report } = await import('./report/report.ts');
  const code = await report(result, reportOptions, await outputStreams(reportOptions));
  // Does not wait for work that was interrupted.
  if (signal.aborted) process.exit(code);
  return code;
}

/** Writes a new publication. Asks only at a terminal. */
async function initialize({ words: [folder], options: { template, yes } }: ShellCommand): Promise<void> {
  const { runInit } = await import('./init/init.ts');
  const isAsked = process.stdin.isTTY && process.stdout.isTTY && !yes;
  const { problems, text } = await runInit({
    ...(folder !== undefined && { folder }),
    ...(template !== undefined && { template }),
    ...(isAsked && { terminal: { input: process.stdin, output: process.stdout } }),
    signal,
  });
  if (problems.length > 0) return printAndExit(problems);
  openOutput('stdout').write(text);
}

/** Writes a pair of keys for a shared cache. */
async function writeKeys({ words: [folder = '.'] }: ShellCommand): Promise<void> {
  const { writeKeyPair } = await import('./keys.ts');
  const { problems, text } = await writeKeyPair(folder);
  if (problems.length > 0) return printAndExit(problems);
  openOutput('stdout').write(text);
}

/** Lets the plugins of a project run, or takes that back. */
async function trustPlugins({ options }: ShellCommand): Promise<void> {
  const { changeTrust } = await import('./trust.ts');
  const { problems, text } = await changeTrust(options);
  if (problems.length > 0) return printAndExit(problems);
  openOutput('stdout').write(text);
}

/** Takes jobs until a signal, which is the usual end, with exit code 0. */
async function workForOthers({ options }: ShellCommand): Promise<void> {
  const { startWorker } = await import('../pipeline/fleet/start-worker.ts');
  const line = (text: string): void => void openOutput('stderr').write(`${text}\n`);
  const problems = await startWorker(options, signal, line);
  if (problems.length > 0) await printAndExit(problems);
  // Connections to a queue that is gone would keep the process.
  process.exit();
}

/** Reports what can be built here. The exit code is that of the environment if the default editions cannot. */
async function examineMachine({ options }: ShellCommand): Promise<void> {
  const { format = 'pretty' } = options;
  if (format !== 'pretty' && format !== 'json') {
    const { diagnostic } = await import('../core/diagnostics/diagnostic.ts');
    const facts = { option: '--format', expected: '`pretty` or `json`', found: `\`${format}\`` };
    return printAndExit([diagnostic('option-wrong', facts)]);
  }
  const { examine, formatReport } = await import('./doctor/doctor.ts');
  try {
    const report = await examine(options, signal);
    const text = format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report);
    openOutput('stdout').write(text);
    setExitCode(report.ok ? 0 : 3);
  } catch (error) {
    const { toDiagnostic } = await import('../core/diagnostics/failure.ts');
    await printAndExit([toDiagnostic(error, signal, false)]);
  }
}

/** Builds on every save. A signal is the usual end, with exit code 0. */
async function watchFiles({ options, notes = [] }: Invocation): Promise<void> {
  const [{ findWatchConflict, watchAndBuild }, { printDiagnostics }, { pickApiOptions }] = await Promise.all([
    import('./watch.ts'),
    import('./report/report.ts'),
    import('./arguments.ts'),
  ]);
  const conflict = findWatchConflict(options);
  if (conflict !== undefined) return printAndExit([conflict]);
  const given = { ...pickApiOptions('build', options), signal };
  const problems = async (found: readonly Diagnostic[]): Promise<void> =>
    printDiagnostics(found, options.root ?? '.', await outputStreams(options));
  await problems(notes);
  const line = (text: string): void => void openOutput('stderr').write(text);
  setExitCode(await watchAndBuild(given, { problems, line }));
}

async function clearCache({ options }: Invocation): Promise<void> {
  const { runClear } = await import('../pipeline/commands.ts');
  const { pickApiOptions } = await import('./arguments.ts');
  const { diagnostics, removed } = await runClear(pickApiOptions('cache clear', options));
  if (diagnostics.length > 0) return printAndExit(diagnostics);
  openOutput('stderr').write(`${removed} ${removed === 1 ? 'entry' : 'entries'} removed from the cache\n`);
}

/** Runs `build`, `check`, `import` or `manifest merge`. */
async function runCommand({ command, options: given }: Invocation): Promise<RunResult> {
  const { runBuild, runCheck, runMerge } = await import('../pipeline/commands.ts');
  const { pickApiOptions } = await import('./arguments.ts');
  const options = given.inputs?.[0] === '-' ? { ...given, ...(await readInput(given)) } : given;
  // A thread of its own would read from the disk.
  const allowsWorker = options.host === undefined;
  const execution = { allowsWorker, ...(compileCache !== undefined && { compileCache }) };
  if (command === 'check') {
    const result = await runCheck({ ...pickApiOptions(command, options), signal }, execution);
    return { ...result, files: [] };
  }
  if (command === 'manifest merge') {
    const { parts = [], ...merged } = pickApiOptions(command, options);
    return runMerge({ ...merged, parts, signal }, execution);
  }
  if (command === 'import') {
    const { runImport } = await import('../import/run-import.ts');
    return runImport({ document: '', ...pickApiOptions(command, options), signal });
  }
  const { openProgress } = await import('./report/progress.ts');
  const { onProgress, onFleet, end } = openProgress(openOutput('stderr'));
  const building = { ...pickApiOptions('build', options), signal, onProgress };
  const result = await runBuild(building, { ...execution, onFleet });
  end();
  return result;
}

async function readInput(options: GivenOptions): Promise<Pick<GivenOptions, 'inputs' | 'host'>> {
  const [{ readStandardInput }, { nodeHost }] = await Promise.all([
    import('./standard-input.ts'),
    import('../runtime/node-host.ts'),
  ]);
  return readStandardInput(process.stdin, options, nodeHost, signal);
}

/** Returns a signal that the first SIGINT, SIGTERM or SIGHUP aborts. The second ends the process at once. */
function abortOnSignal(): AbortSignal {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  process.once('exit', () => removeLeftovers());
  return controller.signal;
}

/** Returns the sinks of a report. Their host reads files of the project and writes the requested report files, nothing else. */
async function outputStreams({
  root = '.',
  reports = [],
}: Partial<ReportOptions> = {}): Promise<ReportSinks> {
  const [{ nodeHost }, { guardHost }, { PACKAGE_FOLDER }] = await Promise.all([
    import('../runtime/node-host.ts'),
    import('../runtime/guard/guard-host.ts'),
    import('../runtime/install-path.ts'),
  ]);
  const project = resolve(root);
  const paths = reports.map(({ path }) => resolve(path));
  return {
    host: guardHost(nodeHost, {
      root: project,
      builtIn: PACKAGE_FOLDER,
      out: join(project, 'dist'),
      reports: paths,
    }),
    out: (text) => void openOutput('stdout').write(text),
    err: (text) => void openOutput('stderr').write(text),
    color: Boolean(openOutput('stderr').isTTY) && !process.env.NO_COLOR,
  };
}

/** Opens a stream on first use, because opening takes a tenth of the time of a build in which nothing has changed. */
function openOutput(name: 'stdout' | 'stderr'): NodeJS.WriteStream {
  const stream = process[name];
  if (stream.listenerCount('error') === 0) stream.on('error', (error) => handleOutputError(name, error));
  return stream;
}

function setExitCode(code: number): void {
  process.exitCode = outputFailed ? Math.max(code, OUTPUT_FAILED) : code;
}

function handleOutputError(name: 'stdout' | 'stderr', error: NodeJS.ErrnoException): void {
  // A reader that closes the pipe, as `head` does, is no error.
  if (error.code === 'EPIPE' || outputFailed) return;
  outputFailed = true;
  setExitCode(Number(process.exitCode ?? 0));
  if (name === 'stdout') void reportOutputError(name, error);
}

async function reportOutputError(name: string, error: unknown): Promise<void> {
  const [{ printDiagnostics }, { diagnoseWriteError }, { toHostError }] = await Promise.all([
    import('./report/report.ts'),
    import('../core/diagnostics/file-problem.ts'),
    import('../core/system-error.ts'),
  ]);
  await printDiagnostics([diagnoseWriteError(toHostError(name, error))], '.', await outputStreams());
}

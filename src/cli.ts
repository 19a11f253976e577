#!/usr/bin/env node
/** argv → command → exit code. The only file that touches `process`. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import process from 'node:process';
import { type Config, readArguments } from './config.ts';
import { type Diagnostic, exitCode } from './diagnostic.ts';
import type { BuildResult } from './index.ts';
import { openProgress } from './report/progress.ts';

await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<void> {
  // A reader that goes away, as `head` does, is no failure of ours.
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  const config = readArguments(argv);
  if (!('command' in config)) {
    await writeProblems(config, '.');
    process.exitCode = exitCode(config);
    return;
  }
  if (config.command === 'help') {
    const { help } = await import('./help.ts');
    process.stdout.write(help);
  } else if (config.command === 'version') {
    const { version } = await import('./version.ts');
    process.stdout.write(`${version}\n`);
  } else {
    process.exitCode = await run(config);
  }
}

async function run(config: Config): Promise<number> {
  const result = await obey(config, abortOnSignal());
  if (config.format === 'json') {
    process.stdout.write(
      `${JSON.stringify({ ...result, exitCode: exitCode(result.diagnostics) }, null, 2)}\n`,
    );
  } else {
    await writeProblems(result.diagnostics, config.root);
    for (const { path } of result.files) process.stdout.write(`${path}\n`);
    await writeSummary(config, result);
  }
  return exitCode(result.diagnostics);
}

async function obey(config: Config, signal: AbortSignal): Promise<BuildResult> {
  const { build, check } = await import('./index.ts');
  const { command, what, root, out, editions, browser, jobs, duplex, proof, debug } = config;
  if (command === 'check') return { ...(await check({ what, root, signal, debug })), files: [] };
  const progress = openProgress(process.stderr);
  const result = await build({
    what,
    root,
    editions,
    proof,
    debug,
    signal,
    onProgress: progress.onProgress,
    ...(out !== undefined && { out: resolve(out) }),
    ...(browser !== undefined && { browser }),
    ...(jobs !== undefined && { jobs }),
    ...(duplex !== undefined && { duplex }),
  });
  progress.end();
  return result;
}

/** The first signal stops the work in good order; the second ends the process. */
function abortOnSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      controller.abort();
      process.once(signal, () => process.exit(130));
    });
  }
  return controller.signal;
}

async function writeProblems(diagnostics: readonly Diagnostic[], root: string): Promise<void> {
  const { prettyDiagnostic } = await import('./report/pretty.ts');
  const color = Boolean(process.stderr.isTTY) && !process.env.NO_COLOR;
  const texts = new Map<string, Promise<string | undefined>>();
  const textOf = (file: string): Promise<string | undefined> => {
    const text = texts.get(file) ?? readFile(resolve(root, file), 'utf8').catch(() => undefined);
    texts.set(file, text);
    return text;
  };
  for (const problem of diagnostics) {
    process.stderr.write(`${await prettyDiagnostic(problem, { color, textOf })}\n`);
  }
}

async function writeSummary({ command }: Config, { diagnostics, files }: BuildResult): Promise<void> {
  const { tally } = await import('./report/pretty.ts');
  const found = tally(diagnostics);
  const made = `${files.length} ${files.length === 1 ? 'file' : 'files'} made`;
  const parts = command === 'build' ? [made, found] : [found || 'no problems found'];
  process.stderr.write(`${parts.filter((part) => part !== '').join('; ')}\n`);
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

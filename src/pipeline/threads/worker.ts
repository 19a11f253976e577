/**
 * Runs a command in a worker thread: it reads, renders, prints and packs. The main thread can react to signals meanwhile, and
 * can terminate this one at any moment.
 */
// Imports as little as possible before the compile cache is enabled.
import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { WorkerCommand, WorkerInput, WorkerMessage } from './messages.ts';

const input = workerData as WorkerInput;
if (input.compileCache !== undefined) enableCompileCache(input.compileCache);

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message, message.kind === 'browser' ? [message.port] : []);
}

const controller = new AbortController();
parentPort?.on('message', (command: WorkerCommand) => {
  if (command === 'abort') controller.abort();
});
await run();
parentPort?.close();

async function run(): Promise<void> {
  const [
    { performTask },
    { openBuildEnvironment },
    { toDiagnostic },
    { forwardLeftovers },
    browsers,
    remote,
  ] = await Promise.all([
    import('./perform.ts'),
    import('../build-environment.ts'),
    import('../../core/diagnostics/failure.ts'),
    import('../../runtime/process/leftovers.ts'),
    import('../../runtime/browser/browser-process.ts'),
    import('../../runtime/browser/remote-browser.ts'),
  ]);
  forwardLeftovers((change) => post({ kind: 'leftover', change }));
  browsers.setBrowserStarter(remote.createRemoteStarter((request) => post({ kind: 'browser', ...request })));
  const diagnostics: Diagnostic[] = [];
  const { signal } = controller;
  const options = {
    ...{ ...input.options, signal },
    onProgress: (made) => post({ kind: 'progress', made }),
    onPublicationStart: (file) => post({ kind: 'publication', file }),
    onFleet: (status) => post({ kind: 'fleet', status }),
  } satisfies Parameters<typeof openBuildEnvironment>[0];
  const environment = await openBuildEnvironment(options, diagnostics);
  const value = await performTask(input.task, environment).catch((error: unknown) => {
    diagnostics.push(toDiagnostic(error, signal, input.debug));
    return [];
  });
  const trace = environment.context.trace?.toRecord();
  post({ kind: 'done', value, diagnostics, ...(trace && { trace }) });
}

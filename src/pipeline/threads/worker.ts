/**
 * The worker thread of a run: it reads, renders, prints and packs. The main thread stays free to hear signals, and can end this one at any
 * moment, whatever it is busy with.
 */
// As little as can be is imported before compiled code can be had.
import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Command, Order, Told } from './messages.ts';

const order = workerData as Order;
if (order.compiled !== undefined) enableCompileCache(order.compiled);

function tell(told: Told): void {
  parentPort?.postMessage(told, told.kind === 'browser' ? [told.port] : []);
}

const controller = new AbortController();
parentPort?.on('message', (command: Command) => {
  if (command === 'abort') controller.abort();
});
await run();
parentPort?.close();

async function run(): Promise<void> {
  const [{ perform }, { openWorkplace }, { failureDiagnostic }, { sendLeftoversTo }, browsers, remote] =
    await Promise.all([
      import('./perform.ts'),
      import('../workspace.ts'),
      import('../../core/diagnostics/failure.ts'),
      import('../../runtime/process/leftovers.ts'),
      import('../../runtime/browser/browser-process.ts'),
      import('../../runtime/browser/remote-browser.ts'),
    ]);
  sendLeftoversTo((change) => tell({ kind: 'leftover', change }));
  browsers.startBrowsersBy(remote.remoteStarter((request) => tell({ kind: 'browser', ...request })));
  const diagnostics: Diagnostic[] = [];
  const { signal } = controller;
  const options = {
    ...{ ...order.options, signal },
    onProgress: (made) => tell({ kind: 'progress', made }),
    onBegun: (file) => tell({ kind: 'begun', file }),
  } satisfies Parameters<typeof openWorkplace>[0];
  const workplace = await openWorkplace(options, diagnostics);
  const value = await perform(order.task, workplace).catch((error: unknown) => {
    diagnostics.push(failureDiagnostic(error, signal, order.debug));
    return [];
  });
  const trace = workplace.context.trace?.record();
  tell({ kind: 'done', value, diagnostics, ...(trace && { trace }) });
}

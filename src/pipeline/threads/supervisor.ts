/** Supervises a worker thread and its browsers from the main thread, and ends them after an interrupt, however busy they are. */
import type { Worker } from 'node:worker_threads';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { type BrowserProcess, startBrowserProcess } from '../../runtime/browser/browser-process.ts';
import type { PrelaunchedBrowser } from '../../runtime/browser/prelaunched-browser.ts';
import {
  type BrowserRequest,
  reportStartFailure,
  serveBrowser,
} from '../../runtime/browser/remote-browser.ts';
import { removeLeftovers, updateLeftovers } from '../../runtime/process/leftovers.ts';
import { startThread } from '../../runtime/threads/start-thread.ts';
import type { BuildEnvironment } from '../tracked-context.ts';
import type { TaskValue, WorkerCommand, WorkerInput, WorkerMessage } from './messages.ts';

/** Milliseconds that an interrupted worker has to end its work properly. */
const GRACE_PERIOD = 250;

type Done = Extract<WorkerMessage, { readonly kind: 'done' }>;

/**
 * Performs a task in a worker thread and reports its diagnostics. Rejects with the reason of the signal if the thread had
 * to be terminated.
 * @param prelaunch starts a browser; called when the thread is starting
 * @returns the files that were built, or what was checked
 */
export async function supervise(
  input: WorkerInput,
  { context, onFleet }: BuildEnvironment,
  prelaunch: () => PrelaunchedBrowser | undefined = () => undefined,
): Promise<TaskValue> {
  const { signal, progress, report, trace } = context;
  signal.throwIfAborted();
  const worker = startThread('pipeline/threads/worker', { workerData: input });
  const browsers = new WorkerBrowsers(prelaunch(), signal);
  let file: string | undefined;
  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'progress') progress(message.made);
    else if (message.kind === 'publication') file = message.file;
    else if (message.kind === 'fleet') onFleet?.(message.status);
    else if (message.kind === 'leftover')
      updateLeftovers({ ...message.change, number: -message.change.number });
    else if (message.kind === 'browser') void browsers.serve(message);
  });
  try {
    const { diagnostics, value, trace: record } = await waitForResult(worker, signal);
    for (const problem of diagnostics) report(problem);
    if (record !== undefined) trace?.merge(record);
    return value;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
    report(diagnostic('memory-exhausted', {}, file === undefined ? undefined : { file, line: 1, column: 1 }));
    return [];
  } finally {
    await browsers.close();
    await worker.terminate();
    removeLeftovers();
  }
}

/** Resolves to the result of the worker. Rejects if the worker fails or does not end in time after an interrupt. */
function waitForResult(worker: Worker, signal: AbortSignal): Promise<Done> {
  const { promise, resolve, reject } = Promise.withResolvers<Done>();
  const abort = (): void => {
    worker.postMessage('abort' satisfies WorkerCommand);
    setTimeout(() => reject(signal.reason), GRACE_PERIOD).unref();
  };
  signal.addEventListener('abort', abort, { once: true });
  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'done') resolve(message);
  });
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('the worker thread ended before its work was done')));
  return promise.finally(() => signal.removeEventListener('abort', abort));
}

/** Starts the browsers that the worker drives, and ends them. */
class WorkerBrowsers {
  readonly #prelaunched: PrelaunchedBrowser | undefined;
  readonly #signal: AbortSignal;
  readonly #running = new Set<BrowserProcess>();

  constructor(prelaunched: PrelaunchedBrowser | undefined, signal: AbortSignal) {
    this.#prelaunched = prelaunched;
    this.#signal = signal;
  }

  async serve({ found, debug, takesScreenshots, memory, port }: BrowserRequest): Promise<void> {
    try {
      const options = {
        ...{ debug, takesScreenshots, signal: this.#signal },
        ...(memory !== undefined && { memory }),
      };
      const prelaunched = takesScreenshots ? undefined : this.#prelaunched?.take();
      const browser = await (prelaunched ?? startBrowserProcess(found, options));
      this.#running.add(browser);
      void browser.ended.then(() => this.#running.delete(browser));
      serveBrowser(browser, port);
    } catch (error) {
      reportStartFailure(error, port);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#prelaunched?.close(), ...[...this.#running].map((browser) => browser.kill())]);
  }
}

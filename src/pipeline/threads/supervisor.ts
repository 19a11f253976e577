/** The main thread of a run: starts the worker thread and the browsers, and ends them when somebody interrupts, however busy they are. */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { type BrowserProcess, startBrowserProcess } from '../../runtime/browser/browser-process.ts';
import type { EarlyBrowser } from '../../runtime/browser/prelaunched-browser.ts';
import { type BrowserRequest, refuseBrowser, serveBrowser } from '../../runtime/browser/remote-browser.ts';
import { CODE } from '../../runtime/install-path.ts';
import { changeLeftovers, removeLeftovers } from '../../runtime/process/leftovers.ts';
import type { ManifestFile } from '../manifest/manifest.ts';
import type { Workplace } from '../tracked-context.ts';
import type { Command, Order, Told } from './messages.ts';

/** Milliseconds in which an interrupted worker may end its work in good order. */
const GRACE = 250;

type Done = Extract<Told, { readonly kind: 'done' }>;

/**
 * Does the work of an order in a thread of its own.
 * @param early begins to start a browser, when the thread is starting
 * @returns what was made or looked at; its diagnostics are reported. Rejects with the reason of the signal where the thread had to be ended
 */
export async function supervise(
  order: Order,
  { context }: Workplace,
  early: () => EarlyBrowser | undefined = () => undefined,
): Promise<readonly ManifestFile[] | readonly string[]> {
  const { signal, progress, report, trace } = context;
  signal.throwIfAborted();
  const worker = new Worker(join(CODE, 'pipeline', 'threads', `worker${extname(import.meta.url)}`), {
    workerData: order,
  });
  const browsers = new Browsers(early(), signal);
  let file: string | undefined;
  worker.on('message', (told: Told) => {
    if (told.kind === 'progress') progress(told.made);
    else if (told.kind === 'begun') file = told.file;
    else if (told.kind === 'leftover') changeLeftovers({ ...told.change, number: -told.change.number });
    else if (told.kind === 'browser') void browsers.serve(told);
  });
  try {
    const { diagnostics, value, trace: record } = await endOf(worker, signal);
    for (const problem of diagnostics) report(problem);
    if (record !== undefined) trace?.adopt(record);
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

/** Resolves to what the worker has done. Rejects when it fails, or does not end in time after an interrupt. */
function endOf(worker: Worker, signal: AbortSignal): Promise<Done> {
  const { promise, resolve, reject } = Promise.withResolvers<Done>();
  const abort = (): void => {
    worker.postMessage('abort' satisfies Command);
    setTimeout(() => reject(signal.reason), GRACE).unref();
  };
  signal.addEventListener('abort', abort, { once: true });
  worker.on('message', (told: Told) => {
    if (told.kind === 'done') resolve(told);
  });
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('the worker thread ended before its work was done')));
  return promise.finally(() => signal.removeEventListener('abort', abort));
}

/** The browsers that the worker drives. */
class Browsers {
  readonly #early: EarlyBrowser | undefined;
  readonly #signal: AbortSignal;
  readonly #running = new Set<BrowserProcess>();

  constructor(early: EarlyBrowser | undefined, signal: AbortSignal) {
    this.#early = early;
    this.#signal = signal;
  }

  async serve({ found, debug, shows, port }: BrowserRequest): Promise<void> {
    try {
      const options = { debug, shows, signal: this.#signal };
      const early = shows ? undefined : this.#early?.take();
      const browser = await (early ?? startBrowserProcess(found, options));
      this.#running.add(browser);
      void browser.ended.then(() => this.#running.delete(browser));
      serveBrowser(browser, port);
    } catch (error) {
      refuseBrowser(error, port);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#early?.close(), ...[...this.#running].map((browser) => browser.kill())]);
  }
}

/**
 * Rewrites the content streams of a file in two threads, because this is half of the time that tagging a book
 * takes.
 */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { startThread } from '../../../runtime/threads/start-thread.ts';
import { type Batch, CANCELLED, claim, claimEach, MAIN, type RewriteMessage, WORKER } from './batch.ts';
import {
  type RewriteFont,
  type RewriteJob,
  type RewriteResult,
  rewriteAndDeflate,
} from './rewrite-stream.ts';

/** Returns whether content streams of so many bytes are worth a second thread: more than 1 MiB. */
export const isWorthAWorker = (bytes: number): boolean => bytes > 1 << 20;

/** The worker thread of the process. It is started once, and does not keep the process alive. */
let worker: Worker | undefined;
let nextFileId = 0;

/** Starts the worker thread, or returns the running one. Call it early, because the start takes time. */
export function startRewriteWorker(): Worker {
  if (worker === undefined) {
    const started = startThread('print/tagging/rewrite/rewrite-worker');
    started.unref();
    // The thread that waits for the results does the work itself.
    started.on('error', () => undefined);
    started.once('exit', () => {
      if (worker === started) worker = undefined;
    });
    worker = started;
  }
  return worker;
}

/** Number of content streams that are rewritten before other tasks of the event loop run. */
const STREAMS_PER_TURN = 16;

/** What is wanted of a file. */
export interface PoolOptions {
  /** Whether the text of the streams is needed, too. */
  readonly extractsText?: boolean;
  /** Whether this thread does all of the work. */
  readonly usesOneThread?: boolean;
}

/** The rewriting of one file's content streams, shared by the main thread and the worker thread. */
export class RewritePool {
  readonly #file: number;
  readonly #totalBytes: number;
  readonly #extractsText: boolean;
  readonly #usesOneThread: boolean;
  readonly #batches: Batch[] = [];
  readonly #done = new Map<number, RewriteResult>();
  #client: WorkerClient | undefined;
  #count = 0;

  /**
   * @param totalBytes bytes of all content streams of the file, approximately. The same file must give the
   * same number, because the compression level depends on it.
   */
  constructor(totalBytes: number, { extractsText = false, usesOneThread = false }: PoolOptions = {}) {
    this.#file = nextFileId;
    this.#totalBytes = totalBytes;
    this.#usesOneThread = usesOneThread;
    this.#extractsText = extractsText;
    nextFileId += 1;
  }

  /** Whether the worker thread takes part: then the bytes of the jobs must be in shared memory. */
  get usesWorker(): boolean {
    return !this.#usesOneThread && isWorthAWorker(this.#totalBytes);
  }

  /**
   * Adds jobs. The worker thread starts at once, the main thread in {@link collect}.
   * @param jobs with their bytes in shared memory if {@link usesWorker}
   * @returns the number of the first job; the others follow in order
   */
  submit(jobs: readonly RewriteJob[], fonts: readonly RewriteFont[]): number {
    const first = this.#count;
    const owners = new Int32Array(new SharedArrayBuffer(jobs.length * Int32Array.BYTES_PER_ELEMENT));
    const batch: Batch = {
      ...{ file: this.#file, first, jobs, owners },
      ...{ fonts, totalBytes: this.#totalBytes, extractsText: this.#extractsText },
    };
    this.#batches.push(batch);
    this.#count += jobs.length;
    if (this.usesWorker && jobs.length > 0) {
      this.#client ??= new WorkerClient(this.#file, this.#done);
      this.#client.submit(batch);
    }
    return first;
  }

  /** Cancels a job that no thread has started; a started job goes on. */
  cancel(number: number): void {
    const batch = this.#batches.find(
      ({ first, owners }) => number >= first && number < first + owners.length,
    );
    if (batch !== undefined) claim(batch.owners, number - batch.first, CANCELLED);
  }

  /**
   * Does the jobs that the worker thread has not started, and waits for the others.
   * @returns the result of each job by its number; `undefined` for a cancelled one that was not started
   * @throws {UnsupportedPdfError} (rejects) when a content stream cannot be rewritten
   */
  async collect(): Promise<readonly (RewriteResult | undefined)[]> {
    try {
      await this.#rewriteUnclaimed();
      await this.#client?.wait(this.#batches.reduce((sum, { owners }) => sum + count(owners, WORKER), 0));
      this.#rewriteAbandoned();
    } finally {
      this.close();
    }
    return Array.from({ length: this.#count }, (_, number) => this.#done.get(number));
  }

  /** Cancels outstanding work. Idempotent; {@link collect} calls it. */
  close(): void {
    for (const { owners } of this.#batches) {
      for (let index = 0; index < owners.length; index += 1) claim(owners, index, CANCELLED);
    }
    this.#client?.unref();
  }

  async #rewriteUnclaimed(): Promise<void> {
    for (const batch of this.#batches) {
      for (const index of claimEach(batch, MAIN)) {
        this.#rewriteHere(batch, index);
        if (this.#done.size % STREAMS_PER_TURN === 0) await yieldToEventLoop();
      }
    }
  }

  /**
   * Repeats the jobs that the worker thread started and did not complete, so that their error is thrown here.
   */
  #rewriteAbandoned(): void {
    for (const batch of this.#batches) {
      for (const [index, by] of batch.owners.entries()) {
        if (by === WORKER && !this.#done.has(batch.first + index)) this.#rewriteHere(batch, index);
      }
    }
  }

  #rewriteHere(batch: Batch, index: number): void {
    const job = batch.jobs[index];
    if (job !== undefined) this.#done.set(batch.first + index, rewriteAndDeflate(job, batch));
  }
}

const count = (owners: Int32Array, owner: number): number =>
  owners.reduce((sum, value) => (value === owner ? sum + 1 : sum), 0);

/** Sends the batches of one file to the worker thread and receives the results. */
class WorkerClient {
  readonly #file: number;
  readonly #done: Map<number, RewriteResult>;
  readonly #worker = startRewriteWorker();
  readonly #ended = Promise.withResolvers<void>();
  #received = 0;
  #expected = Number.POSITIVE_INFINITY;

  /** @param done receives the results by job number */
  constructor(file: number, done: Map<number, RewriteResult>) {
    this.#file = file;
    this.#done = done;
    this.#worker.on('message', this.#onResult);
    this.#worker.once('exit', this.#ended.resolve);
    this.#worker.ref();
  }

  submit(batch: Batch): void {
    this.#worker.postMessage(batch);
  }

  /**
   * Waits for results, or until the worker thread ends.
   * @param expected number of jobs that it has started
   */
  async wait(expected: number): Promise<void> {
    this.#expected = expected;
    if (this.#received < expected) await this.#ended.promise;
  }

  /** Stops listening; the worker thread no longer keeps the process alive for this file. */
  unref(): void {
    this.#worker.off('message', this.#onResult);
    this.#worker.off('exit', this.#ended.resolve);
    if (this.#worker.listenerCount('message') === 0) this.#worker.unref();
  }

  readonly #onResult = ({ file, number, result }: RewriteMessage): void => {
    if (file !== this.#file) return;
    if (result !== undefined) this.#done.set(number, result);
    this.#received += 1;
    if (this.#received === this.#expected) this.#ended.resolve();
  };
}

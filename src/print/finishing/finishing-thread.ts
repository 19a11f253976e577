/** Runs tasks of finishing in a worker thread. */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CODE_FOLDER } from '../../runtime/install-path.ts';
import type { FinishingTask } from './finishing-tasks.ts';
import type { TaskAnswer } from './finishing-worker.ts';

/**
 * A worker thread for one task at a time. It starts with its first task, and with the next one after it has ended. It does not keep
 * the process alive without a task.
 */
export class FinishingThread {
  #worker: Worker | undefined;

  /** Does a task. Rejects if the task fails, or if the thread ends before its answer. */
  async run(task: FinishingTask): Promise<Uint8Array> {
    const worker = this.start();
    const { promise, resolve } = Promise.withResolvers<TaskAnswer>();
    const end = (): void => resolve({ reason: 'the thread ended' });
    worker.once('message', resolve).once('exit', end);
    worker.ref();
    worker.postMessage(task);
    const answer = await promise;
    worker.off('message', resolve).off('exit', end);
    worker.unref();
    if ('reason' in answer) throw new Error(answer.reason);
    return answer.bytes;
  }

  /** Starts the thread before its first task. */
  start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const path = join(CODE_FOLDER, 'print', 'finishing', `finishing-worker${extname(import.meta.url)}`);
    const worker = new Worker(path);
    worker.unref();
    // The task that waits is rejected when it exits.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    this.#worker = worker;
    return worker;
  }

  /** Ends the thread, also in the middle of a task. */
  async end(): Promise<void> {
    await this.#worker?.terminate();
  }
}

/** Runs tasks in a worker thread. */
import type { Worker } from 'node:worker_threads';
import { startThread } from './start-thread.ts';
import type { TaskRoom, ThreadAnswer, ThreadMessage } from './thread-task.ts';

/**
 * With Node's own limit, 192 MB, a thread grows to 150 MB while it finishes parts of 64 pages, and needs 15 MB. With this one it has 45 MB, and
 * takes no longer.
 */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 16 } as const;

/**
 * A worker thread for one task at a time. It starts with its first task, and with the next one after it has ended. It does not keep
 * the process alive without a task.
 */
export class TaskThread {
  readonly #room: TaskRoom | undefined;
  #worker: Worker | undefined;

  /** @param room whose modules the thread loads when it starts; absent: it waits for its first task */
  constructor(room?: TaskRoom) {
    this.#room = room;
  }

  /** Does a task. Rejects if the task fails, or if the thread ends before its answer. */
  async run(message: ThreadMessage): Promise<Uint8Array> {
    const worker = this.start();
    const { promise, resolve } = Promise.withResolvers<ThreadAnswer>();
    const end = (): void => resolve({ reason: 'the thread ended' });
    worker.once('message', resolve).once('exit', end);
    worker.ref();
    worker.postMessage(message);
    const answer = await promise;
    worker.off('message', resolve).off('exit', end);
    worker.unref();
    if ('reason' in answer) throw new Error(answer.reason);
    return answer.bytes;
  }

  /**
   * Starts the thread before its first task.
   * @param room whose modules it loads at once; the default is that of the constructor
   */
  start(room: TaskRoom | undefined = this.#room): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const options = { workerData: room, resourceLimits: RESOURCE_LIMITS };
    const worker = startThread('pipeline/threads/task-worker', options);
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

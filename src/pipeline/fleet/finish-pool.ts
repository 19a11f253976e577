/** Keeps threads that finish prints for other machines, one for each print that is finished at the same time, within limits of time. */
import type { StepTask } from '../../print/index.ts';
import { TimeoutError, withTimeout } from '../../runtime/browser/screen.ts';
import { TaskThread } from '../../runtime/threads/task-thread.ts';

/** Time limit in ms: for each print, and for each byte. Several times the measured time. */
const LIMIT = { base: 30_000, perByte: 1 / 300 };

export class FinishPool {
  readonly #idle: TaskThread[] = [];
  readonly #busy = new Set<TaskThread>();
  readonly #limit: typeof LIMIT;
  #isClosed = false;

  constructor(limit = LIMIT) {
    this.#limit = limit;
  }

  /** Starts threads, so that the first prints need not wait. */
  warm(count: number): void {
    const threads = Array.from({ length: count }, () => new TaskThread('print'));
    for (const thread of threads) thread.start();
    this.#idle.push(...threads);
  }

  /** Finishes a print, or a part of a book. Rejects if it cannot be finished, or not in time: then its thread is ended. */
  async finish(task: StepTask): Promise<Uint8Array> {
    if (this.#isClosed) throw new Error('the worker ends');
    const thread = this.#idle.pop() ?? new TaskThread('print');
    this.#busy.add(thread);
    const size = task.inputs.reduce((sum, { length }) => sum + length, 0);
    try {
      return await withTimeout(
        this.#limit.base + size * this.#limit.perByte,
        thread.run({ room: 'print', task }),
      );
    } catch (error) {
      if (error instanceof TimeoutError) await thread.end();
      throw error;
    } finally {
      this.#busy.delete(thread);
      this.#idle.push(thread);
    }
  }

  /** Ends all threads, also those that are at work. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#idle, ...this.#busy].map((thread) => thread.end()));
  }
}

/**
 * Divides the tasks on handouts and on the parts of books among this thread and worker threads. The results do not depend
 * on which thread makes them.
 */
import { availableParallelism } from 'node:os';
import { type FinishingTask, performTask } from './finishing-tasks.ts';
import { FinishingThread } from './finishing-thread.ts';

/** Worker threads at most: each loads the modules once more. */
const MAX_THREADS = 6;

/** A thread that does one task at a time. */
interface Lane {
  /** Whether it can take a task of a kind. */
  takes(kind: FinishingTask['kind']): boolean;
  run(task: FinishingTask): Promise<Uint8Array>;
}

interface WaitingTask {
  readonly task: FinishingTask;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/** Does tasks in several threads. */
export class FinishingThreads {
  readonly #idle: Lane[];
  readonly #waiting: WaitingTask[] = [];

  /** @param threads number of worker threads; 0: this thread does all */
  constructor(threads: number) {
    const here: Lane = {
      takes: (kind) => threads === 0 || kind !== 'book',
      run: (task) => performTask(task, threads > 0),
    };
    this.#idle = [...Array.from({ length: threads }, openThreadLane), here];
  }

  /** Does a task as soon as a thread is free. Rejects as {@link performTask} does. */
  run(task: FinishingTask): Promise<Uint8Array> {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    this.#waiting.push({ task, resolve, reject });
    this.#next();
    return promise;
  }

  #next(): void {
    for (const [index, { task }] of this.#waiting.entries()) {
      const lane = this.#idle.find((one) => one.takes(task.kind));
      if (lane === undefined) continue;
      const [taken] = this.#waiting.splice(index, 1);
      if (taken !== undefined) void this.#runIn(lane, taken);
      this.#next();
      return;
    }
  }

  async #runIn(lane: Lane, { task, resolve, reject }: WaitingTask): Promise<void> {
    this.#idle.splice(this.#idle.indexOf(lane), 1);
    await lane.run(task).then(resolve, reject);
    this.#idle.unshift(lane);
    this.#next();
  }
}

/** Opens a lane with a worker thread. */
function openThreadLane(): Lane {
  const thread = new FinishingThread();
  return {
    takes: () => true,
    // A task that failed, or whose thread has ended, is repeated here, so that its error is thrown here.
    run: (task) => thread.run(task).catch(() => performTask(task)),
  };
}

let shared: FinishingThreads | undefined;

/** Returns the threads of this process: one fewer than there are processors. */
export function findFinishingThreads(): FinishingThreads {
  shared ??= new FinishingThreads(Math.min(MAX_THREADS, availableParallelism() - 1));
  return shared;
}

/** Files from which on a thread is worth its start, which takes about as long as tagging two leaflets. */
const MANY_FILES = 8;
let files = 0;

/** Counts a file. @returns whether so many were finished by this process that more threads are worth it */
export function isOneOfMany(): boolean {
  files += 1;
  return files > MANY_FILES;
}

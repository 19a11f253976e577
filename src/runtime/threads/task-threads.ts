/**
 * Divides tasks among this thread and worker threads: of handouts, of the parts of books, and of e-books. The results do not depend
 * on which thread makes them.
 */
import { availableParallelism } from 'node:os';
import { TaskThread } from './task-thread.ts';
import type { TaskRoom, ThreadMessage } from './thread-task.ts';

/** Worker threads at most: each loads the modules once more. */
const MAX_THREADS = 6;

/**
 * When this thread does a task, if there are worker threads: whenever it is free; never; or only if more tasks wait than the worker
 * threads will do soon, because it has other work.
 */
type OwnShare = 'any' | 'none' | 'surplus';

/** Waiting tasks for each worker thread, above which this thread does one. */
const SURPLUS = 4;

/** A task that any thread can do. */
export interface SharedTask extends ThreadMessage {
  readonly ownShare: OwnShare;
  /**
   * Does the task in this thread.
   * @param hasThreads whether worker threads do other tasks at the same time
   */
  here(hasThreads: boolean): Promise<Uint8Array>;
}

/** A thread that does one task at a time. */
interface Lane {
  /** Whether it takes a task. @param waiting number of tasks that wait, with this one */
  takes(task: SharedTask, waiting: number): boolean;
  run(task: SharedTask): Promise<Uint8Array>;
}

interface WaitingTask {
  readonly task: SharedTask;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/** Does tasks in several threads. */
export class TaskThreads {
  readonly #idle: Lane[];
  readonly #threads: readonly TaskThread[];
  readonly #waiting: WaitingTask[] = [];

  /** @param threads number of worker threads; 0: this thread does all */
  constructor(threads: number) {
    const here: Lane = {
      takes: ({ ownShare }, waiting) =>
        threads === 0 || ownShare === 'any' || (ownShare === 'surplus' && waiting > SURPLUS * threads),
      run: (task) => task.here(threads > 0),
    };
    this.#threads = Array.from({ length: threads }, () => new TaskThread());
    this.#idle = [...this.#threads.map(openThreadLane), here];
  }

  /** Starts the first worker thread, if there is one, so that it has loaded the modules of a room before its first task. */
  prepare(room: TaskRoom): void {
    this.#threads[0]?.start(room);
  }

  /** Does a task as soon as a thread is free. Rejects as the task does. */
  run(task: SharedTask): Promise<Uint8Array> {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    this.#waiting.push({ task, resolve, reject });
    this.#next();
    return promise;
  }

  #next(): void {
    for (const [index, { task }] of this.#waiting.entries()) {
      const lane = this.#idle.find((one) => one.takes(task, this.#waiting.length));
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
const openThreadLane = (thread: TaskThread): Lane => ({
  takes: () => true,
  // A task that failed, or whose thread has ended, is repeated here, so that its error is thrown here.
  run: ({ room, task, here }) => thread.run({ room, task }).catch(() => here(true)),
});

let shared: TaskThreads | undefined;

/** Returns the threads of this process: one fewer than there are processors. */
export function findTaskThreads(): TaskThreads {
  shared ??= new TaskThreads(Math.min(MAX_THREADS, availableParallelism() - 1));
  return shared;
}

/** Pieces of one kind from which on a thread is worth its start, which takes about as long as tagging two leaflets. */
const MANY = 8;
const counts = new Map<string, number>();

/** Counts a short piece of work. @returns whether this process has had so many of its kind that more threads are worth it */
export function isOneOfMany(kind: 'file' | 'cover' | 'archive'): boolean {
  const count = (counts.get(kind) ?? 0) + 1;
  counts.set(kind, count);
  return count > MANY;
}

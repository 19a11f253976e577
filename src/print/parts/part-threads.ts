/**
 * Divides the tasks on the parts of books among this thread and worker threads. The results do not depend on which thread makes
 * them.
 */
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CODE_FOLDER } from '../../runtime/install-path.ts';
import { type PartTask, performTask } from './part-tasks.ts';
import type { TaskAnswer } from './part-worker.ts';

/** Worker threads at most: each loads the modules once more. */
const MAX_THREADS = 6;

/** A thread that does one task at a time. */
interface Lane {
  /** Whether it can take a task of a kind. */
  takes(kind: PartTask['kind']): boolean;
  run(task: PartTask): Promise<Uint8Array>;
}

interface WaitingTask {
  readonly task: PartTask;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/** Does tasks in several threads. */
export class PartThreads {
  readonly #idle: Lane[];
  readonly #waiting: WaitingTask[] = [];

  /** @param threads number of worker threads; 0: this thread does all */
  constructor(threads: number) {
    const here: Lane = { takes: (kind) => threads === 0 || kind === 'part', run: performTask };
    this.#idle = [...Array.from({ length: threads }, () => new WorkerLane()), here];
  }

  /** Does a task as soon as a thread is free. Rejects as {@link performTask} does. */
  run(task: PartTask): Promise<Uint8Array> {
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

/** A worker thread. It starts with its first task, and does not keep the process alive without one. */
class WorkerLane implements Lane {
  #worker: Worker | undefined;

  takes(): boolean {
    return true;
  }

  async run(task: PartTask): Promise<Uint8Array> {
    const worker = this.#start();
    const { promise, resolve } = Promise.withResolvers<Uint8Array | undefined>();
    const answer = ({ bytes }: TaskAnswer): void => resolve(bytes);
    const end = (): void => resolve(undefined);
    worker.once('message', answer).once('exit', end);
    worker.ref();
    worker.postMessage(task);
    const bytes = await promise;
    worker.off('message', answer).off('exit', end);
    worker.unref();
    // A task that failed, or whose thread has ended, is repeated here, so that its error is thrown here.
    return bytes ?? performTask(task);
  }

  #start(): Worker {
    const running = this.#worker;
    if (running !== undefined) return running;
    const path = join(CODE_FOLDER, 'print', 'parts', `part-worker${extname(import.meta.url)}`);
    const worker = new Worker(path);
    worker.unref();
    // The thread that waits does the work itself.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    this.#worker = worker;
    return worker;
  }
}

let shared: PartThreads | undefined;

/** Returns the threads of this process: one fewer than there are processors. */
export function findPartThreads(): PartThreads {
  shared ??= new PartThreads(Math.min(MAX_THREADS, availableParallelism() - 1));
  return shared;
}

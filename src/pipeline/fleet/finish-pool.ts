/** Keeps threads that finish prints, one for each print that is finished at the same time. */
import { extname, join } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { withTimeout } from '../../runtime/browser/screen.ts';
import { CODE_FOLDER } from '../../runtime/install-path.ts';
import type { FinishAnswer, FinishTask } from './finish-thread.ts';

/** Time limit in ms: for each print, and for each byte. Several times the measured time. */
const LIMIT = { base: 30_000, perByte: 1 / 300 };

interface FinishThread {
  readonly worker: Worker;
  readonly port: MessagePort;
}

export class FinishPool {
  readonly #idle: FinishThread[] = [];
  readonly #all = new Set<FinishThread>();
  #isClosed = false;

  /** Starts threads, so that the first prints need not wait. */
  warm(count: number): void {
    while (this.#all.size < count) this.#idle.push(this.#start());
  }

  /** Finishes a print, or a part of a book. Rejects if it cannot be finished, or not in time; its thread then ends. */
  async finish(task: FinishTask): Promise<Uint8Array> {
    if (this.#isClosed) throw new Error('the worker ends');
    const thread = this.#idle.pop() ?? this.#start();
    const size = task.inputs.reduce((sum, { length }) => sum + length, 0);
    let answer: FinishAnswer;
    try {
      answer = await withTimeout(LIMIT.base + size * LIMIT.perByte, ask(thread, task));
    } catch (error) {
      await this.#end(thread);
      throw error;
    }
    this.#idle.push(thread);
    if ('reason' in answer) throw new Error(answer.reason);
    return answer.bytes;
  }

  /** Ends all threads, also those that are at work. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#all].map((thread) => this.#end(thread)));
  }

  #start(): FinishThread {
    const file = `finish-thread${extname(import.meta.url)}`;
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(join(CODE_FOLDER, 'pipeline', 'fleet', file), {
      ...{ workerData: { port: port2 }, transferList: [port2] },
    });
    // An idle thread that fails is replaced when it is asked.
    worker.on('error', () => undefined);
    const thread = { worker, port: port1 };
    this.#all.add(thread);
    return thread;
  }

  async #end(thread: FinishThread): Promise<void> {
    this.#all.delete(thread);
    thread.port.close();
    await thread.worker.terminate();
  }
}

/** Sends a task to a thread and waits for its answer. Rejects if the thread ends. */
function ask({ worker, port }: FinishThread, task: FinishTask): Promise<FinishAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<FinishAnswer>();
  const onExit = (): void => reject(new Error('the thread ended'));
  port.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', onExit);
  port.postMessage(task);
  return promise.finally(() => {
    port.off('message', resolve);
    worker.off('error', reject);
    worker.off('exit', onExit);
  });
}

/** A worker thread that finishes handouts and parts of books, and joins the parts. */
import { parentPort } from 'node:worker_threads';
import { type FinishingTask, performTask } from './finishing-tasks.ts';

/** The worker's answer. Without bytes the task failed: the thread that waits repeats it, to throw the error. */
export interface TaskAnswer {
  readonly bytes: Uint8Array | undefined;
}

parentPort?.on('message', (task: FinishingTask) => {
  const answer = (bytes: Uint8Array | undefined): void => {
    // Empty bytes can be in memory that all buffers share.
    const moved = bytes?.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength;
    parentPort?.postMessage({ bytes } satisfies TaskAnswer, moved ? [bytes.buffer] : []);
  };
  performTask(task).then(answer, () => answer(undefined));
});

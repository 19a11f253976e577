/** A worker thread that finishes parts of books and joins them. */
import { parentPort } from 'node:worker_threads';
import { type PartTask, performTask } from './part-tasks.ts';

/** The worker's answer. Without bytes the task failed: the thread that waits repeats it, to throw the error. */
export interface TaskAnswer {
  readonly bytes: Uint8Array | undefined;
}

parentPort?.on('message', (task: PartTask) => {
  const answer = (bytes: Uint8Array | undefined): void => {
    // Empty bytes can be in memory that all buffers share.
    const moved = bytes?.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength;
    parentPort?.postMessage({ bytes } satisfies TaskAnswer, moved ? [bytes.buffer] : []);
  };
  performTask(task).then(answer, () => answer(undefined));
});

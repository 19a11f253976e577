/** A worker thread that finishes files and parts of books, and joins the parts, for a build or for a worker of a fleet. */
import { parentPort } from 'node:worker_threads';
import { messageOf } from '../../lib/text/error-message.ts';
import { type FinishingTask, performTask } from './finishing-tasks.ts';

/** The answer to one task: the result, or why it failed. */
export type TaskAnswer = { readonly bytes: Uint8Array } | { readonly reason: string };

function answer(bytes: Uint8Array): void {
  // Empty bytes can be in memory that all buffers share.
  const isMoved = bytes.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength;
  parentPort?.postMessage({ bytes } satisfies TaskAnswer, isMoved ? [bytes.buffer] : []);
}

parentPort?.on('message', (task: FinishingTask) => {
  performTask(task)
    .then(answer)
    .catch((error: unknown) => {
      parentPort?.postMessage({ reason: messageOf(error) } satisfies TaskAnswer);
    });
});

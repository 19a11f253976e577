/** A worker thread that does tasks of print and e-books, for a build or for a worker of a fleet. It loads the modules of a room when it needs them. */
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../../lib/text/error-message.ts';
import type { TaskRoom, ThreadAnswer, ThreadMessage } from '../../runtime/threads/thread-task.ts';

type PerformTask = (task: never) => Promise<Uint8Array>;

const ROOMS: Readonly<Record<TaskRoom, () => Promise<{ readonly performTask: PerformTask }>>> = {
  print: () => import('../../print/finishing/finishing-tasks.ts'),
  epub: () => import('../../epub/ebook-tasks.ts'),
};

async function perform({ room, task }: ThreadMessage): Promise<Uint8Array> {
  const { performTask } = await ROOMS[room]();
  return performTask(task as never);
}

function answer(bytes: Uint8Array): void {
  // Empty bytes can be in memory that all buffers share.
  const isMoved = bytes.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength;
  parentPort?.postMessage({ bytes } satisfies ThreadAnswer, isMoved ? [bytes.buffer] : []);
}

parentPort?.on('message', (message: ThreadMessage) => {
  perform(message)
    .then(answer)
    .catch((error: unknown) => {
      parentPort?.postMessage({ reason: messageOf(error) } satisfies ThreadAnswer);
    });
});

// An error is that of the first task, which loads the modules again.
const first = workerData as TaskRoom | undefined | null;
if (first) ROOMS[first]().catch(() => undefined);

/** Finishes prints in a thread of a worker, so that its main thread keeps its jobs, and can end a print that takes too long. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { messageOf } from '../../lib/text/error-message.ts';
import { finishBookPart, finishPrint } from '../../print/index.ts';

/** A step that a thread does. */
export interface FinishTask {
  readonly kind: 'finished' | 'part';
  readonly inputs: readonly Uint8Array[];
}

/** The answer of the thread to a task. */
export type FinishAnswer = { readonly bytes: Uint8Array } | { readonly reason: string };

/** The port of the thread itself belongs to the threads that rewrite content streams. */
const { port } = workerData as { readonly port: MessagePort };

port.on('message', async ({ kind, inputs }: FinishTask) => {
  const finish = kind === 'part' ? finishBookPart : finishPrint;
  const answer: FinishAnswer = await finish(inputs).then(
    (bytes) => ({ bytes }),
    (error: unknown) => ({ reason: messageOf(error) }),
  );
  port.postMessage(answer);
});

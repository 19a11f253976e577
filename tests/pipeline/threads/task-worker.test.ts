/** The thread that does tasks answers every message, also one with which it can do nothing, and lives on. */
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

const PATH = fileURLToPath(new URL('../../../src/pipeline/threads/task-worker.ts', import.meta.url));

test('the thread answers each message in turn', async () => {
  const worker = new Worker(PATH);
  const answers = [
    [{ room: 'unknown', task: {} }, { reason: expect.any(String) }],
    [{ room: 'print', task: { kind: 'unknown' } }, { reason: expect.any(String) }],
    [{ room: 'epub', task: { kind: 'deflate', entries: [] } }, { bytes: new Uint8Array() }],
    [{ room: 'print', task: { kind: 'step', step: 'part', inputs: [] } }, { reason: 'inputs are missing' }],
  ] as const;
  try {
    for (const [message, answer] of answers) {
      worker.postMessage(message);
      // Rejects if the thread ends by an error.
      expect(await once(worker, 'message')).toEqual([answer]);
    }
  } finally {
    await worker.terminate();
  }
}, 60_000);

/** The thread that finishes parts answers every message, also one with which it can do nothing, and lives on. */
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

const PATH = fileURLToPath(new URL('../../../src/print/finishing/finishing-worker.ts', import.meta.url));

test('the thread answers each message in turn', async () => {
  const worker = new Worker(PATH);
  const answers = [
    [{ kind: 'unknown' }, expect.any(String)],
    [{ kind: 'unknown' }, expect.any(String)],
    [{ kind: 'step', step: 'part', inputs: [] }, 'inputs are missing'],
  ] as const;
  try {
    for (const [message, reason] of answers) {
      worker.postMessage(message);
      // Rejects if the thread ends by an error.
      expect(await once(worker, 'message')).toEqual([{ reason }]);
    }
  } finally {
    await worker.terminate();
  }
}, 60_000);

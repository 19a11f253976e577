/** The thread that finishes parts answers every message, also one with which it can do nothing, and lives on. */
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

const PATH = fileURLToPath(new URL('../../../src/print/finishing/finishing-worker.ts', import.meta.url));

test('the thread answers two messages in turn', async () => {
  const worker = new Worker(PATH);
  try {
    for (let count = 0; count < 2; count += 1) {
      worker.postMessage({ kind: 'unknown' });
      // Rejects if the thread ends by an error.
      expect(await once(worker, 'message')).toEqual([{ bytes: undefined }]);
    }
  } finally {
    await worker.terminate();
  }
}, 60_000);

/** Finishes prints in the threads of a worker, which lose no thread by a print that fails or takes too long. */
import { afterEach, expect, test } from 'vitest';
import { FinishPool } from '../../src/pipeline/fleet/finish-pool.ts';
import type { StepTask } from '../../src/print/index.ts';
import { TimeoutError } from '../../src/runtime/browser/screen.ts';

/** A task that fails as soon as a thread has it. */
const FAULTY: StepTask = { kind: 'step', step: 'part', inputs: [] };
const FAULT = 'inputs are missing';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

function openPool(...given: ConstructorParameters<typeof FinishPool>): FinishPool {
  const pool = new FinishPool(...given);
  opened.push(() => pool.close());
  return pool;
}

test('the reason of a failure arrives, and the thread does the next task', async () => {
  const pool = openPool();
  pool.warm(1);
  for (let round = 0; round < 3; round += 1) await expect(pool.finish(FAULTY)).rejects.toThrow(FAULT);
});

test('a task that takes too long fails, and its bytes add to the time', async () => {
  // Starting a thread takes longer than a millisecond.
  const pool = openPool({ base: 1, perByte: 5000 });
  await expect(pool.finish(FAULTY)).rejects.toBeInstanceOf(TimeoutError);
  const longer = { ...FAULTY, inputs: [1, 2, 3].map(() => new Uint8Array(4)) };
  await expect(pool.finish(longer)).rejects.toThrow(FAULT);
});

test('a pool that is closed ends the tasks that it has, and takes no more', async () => {
  const pool = openPool();
  const tasks = [pool.finish(FAULTY), pool.finish(FAULTY)];
  const ended = expect(Promise.allSettled(tasks)).resolves.toMatchObject(
    tasks.map(() => ({ reason: { message: 'the thread ended' } })),
  );
  await pool.close();
  await ended;
  await expect(pool.finish(FAULTY)).rejects.toThrow('the worker ends');
});

/** A worker for tests whose steps are quick: it reverses its inputs. A process of its own, so that it can be killed. */
import { setTimeout as wait } from 'node:timers/promises';
import { computeCombinedDigest } from '../../src/runtime/cache/digest.ts';
import { QUEUE_LIMITS, serveJobs } from '../../src/runtime/fleet/bullmq.ts';
import type { WorkerStep } from '../../src/runtime/fleet/do-job.ts';
import { doJob } from '../../src/runtime/fleet/do-job.ts';
import { nameJobs } from '../../src/runtime/fleet/job.ts';
import { parseQueueAddress } from '../../src/runtime/fleet/queue-address.ts';
import { FolderStore } from './folder-store.ts';

/** The identity of all machines of these tests. */
export const MACHINE = 'f'.repeat(64);

export const computeKey = (step: string, parts: readonly (string | Uint8Array)[]): string =>
  computeCombinedDigest([step, ...parts]);

export const reverse = (bytes: Uint8Array): Uint8Array => bytes.toReversed();

export const LIMITS = { ...QUEUE_LIMITS, lock: 1000, pause: 50 };

/** @param time milliseconds of each step */
const quickStep = (time: number): WorkerStep => ({
  listKeyParts: (inputs) => inputs,
  async make([input = new Uint8Array()]) {
    await wait(time);
    if (input[0] === 0x21) throw new Error('this document cannot be done');
    return reverse(input);
  },
});

if (import.meta.main) {
  const [url = '', folder = '', time = '5'] = process.argv.slice(2);
  const address = parseQueueAddress(url);
  if (address === undefined) throw new Error('no address');
  const step = quickStep(Number(time));
  const store = new FolderStore(folder);
  const tools = { machine: MACHINE, store, computeKey, steps: { printed: step, finished: step, part: step } };
  const server = await serveJobs(address, nameJobs(MACHINE), (data) => doJob(data, tools), {
    id: String(process.pid),
    concurrency: 4,
    limits: LIMITS,
  });
  process.stdout.write('ready\n');
  process.on('SIGTERM', async () => {
    await Promise.race([server.drain(), wait(5000)]);
    await server.close();
    process.exit(0);
  });
}

/**
 * Does a job of a fleet. Its data can come from anyone who reaches the queue, so a worker computes the key itself, from inputs
 * whose digests were verified: a job cannot have it sign a result for anything else.
 */
import type { RemoteSettings, RemoteStepKind } from '../../core/model/fleet.ts';
import type { SharedStore } from '../../core/model/shared-store.ts';
import { UselessJobError } from './bullmq.ts';
import { MAX_INPUT_BYTES, MAX_RESULT_BYTES, parseJob } from './job.ts';

/** A step as workers do it. */
export interface WorkerStep {
  /** Returns the parts of the key, in the order that a build has. Throws {@link UselessJobError} if the inputs are none of such a step. */
  listKeyParts(inputs: readonly Uint8Array[], settings: RemoteSettings): readonly (string | Uint8Array)[];
  make(inputs: readonly Uint8Array[], settings: RemoteSettings): Promise<Uint8Array>;
}

export interface JobTools {
  /** Computes the key of a step on all machines. */
  readonly computeKey: (step: string, parts: readonly (string | Uint8Array)[]) => string;
  /** Identity of this machine. */
  readonly machine: string;
  readonly store: SharedStore;
  readonly steps: Readonly<Record<RemoteStepKind, WorkerStep>>;
}

/**
 * Does a job and stores its result. Rejects if it cannot be done, and with {@link UselessJobError} if no other worker
 * could do it.
 */
export async function doJob(data: unknown, { machine, store, steps, computeKey }: JobTools): Promise<void> {
  const job = parseJob(data);
  if (job === undefined || job.machine !== machine)
    throw new UselessJobError('the job is not for this worker');
  // Another builder can have queued it again, or a worker has been killed after it stored the result.
  if ((await store.readResult(job.key)) !== undefined) return;
  const inputs = await readInputs(job.inputs, store);
  const { listKeyParts, make } = steps[job.kind];
  if (computeKey(job.kind, listKeyParts(inputs, job.settings)) !== job.key)
    throw new UselessJobError('the key is not that of the inputs');
  const bytes = await make(inputs, job.settings);
  if (bytes.length > MAX_RESULT_BYTES) throw new UselessJobError('the result is too large');
  await store.writeResult(job.key, bytes);
}

async function readInputs(digests: readonly string[], store: SharedStore): Promise<readonly Uint8Array[]> {
  const inputs: Uint8Array[] = [];
  let size = 0;
  for (const digest of digests) {
    const bytes = await store.readFile(digest);
    if (bytes === undefined) throw new Error('an input is not in the shared cache');
    size += bytes.length;
    if (size > MAX_INPUT_BYTES) throw new UselessJobError('the inputs are too large');
    inputs.push(bytes);
  }
  return inputs;
}

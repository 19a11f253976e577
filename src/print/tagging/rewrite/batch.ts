/** Defines what the main thread and the thread that rewrites content streams share: batches of jobs, and who has claimed each job. */
import type { RewriteJob, RewriteOptions, RewriteResult } from './rewrite-stream.ts';

/** Jobs for some content streams of a file. */
export interface Batch extends RewriteOptions {
  readonly file: number;
  /** Number of the first job within the file. */
  readonly first: number;
  /** Their bytes are in shared memory. */
  readonly jobs: readonly RewriteJob[];
  /**
   * Who has claimed each job: 0 for no one, else {@link MAIN}, {@link WORKER} or {@link CANCELLED}. In shared
   * memory.
   */
  readonly owners: Int32Array;
}

/** Owners of a job: the main thread, the worker thread, or no thread because the job was cancelled. */
export const [MAIN, WORKER, CANCELLED] = [1, 2, 3];

/**
 * The worker's answer to one job. Without a result the job failed: the main thread repeats it, to throw the
 * error.
 */
export interface RewriteMessage {
  readonly file: number;
  readonly number: number;
  readonly result: RewriteResult | undefined;
}

/** Claims a job atomically. @returns whether it was free */
export const claim = (owners: Int32Array, index: number, owner: number): boolean =>
  Atomics.compareExchange(owners, index, 0, owner) === 0;

/** Claims the free jobs of a batch one after the other, and yields the index of each. */
export function* claimEach({ owners }: Batch, owner: number): Generator<number> {
  for (let index = 0; index < owners.length; index += 1) if (claim(owners, index, owner)) yield index;
}

/** A thread that writes contents anew, beside the one that finishes the file: what it is told is a {@link Batch}. */
import { parentPort } from 'node:worker_threads';
import { deflatedNow } from '../objects/deflate.ts';
import type { Advances } from './advances.ts';
import { type Rewriting, rewrite } from './rewrite.ts';

export interface Batch {
  readonly id: number;
  /** Their bytes are in memory that both threads see. */
  readonly rewritings: readonly Rewriting[];
  readonly fonts: readonly (Advances | undefined)[];
  /** Bytes of all contents of the file. */
  readonly whole: number;
  /** The number of the next content that nobody has begun. */
  readonly next: Int32Array;
}

/** A content, deflated; what fails is left for the other thread, which fails too, and tells why. */
export interface Rewritten {
  readonly id: number;
  readonly index: number;
  readonly data: Uint8Array | undefined;
}

/** @returns the number of a content that is now the caller's alone; `undefined` when all are begun */
export function claim({ next, rewritings }: Batch): number | undefined {
  const index = Atomics.add(next, 0, 1);
  return index < rewritings.length ? index : undefined;
}

function work(batch: Batch): void {
  const { id, rewritings, fonts, whole } = batch;
  for (let index = claim(batch); index !== undefined; index = claim(batch)) {
    parentPort?.postMessage({ id, index, data: attempt(rewritings[index]) } satisfies Rewritten);
  }

  function attempt(rewriting: Rewriting | undefined): Uint8Array | undefined {
    try {
      return rewriting && deflatedNow(rewrite(rewriting, fonts), whole);
    } catch {
      return undefined;
    }
  }
}

parentPort?.on('message', work);

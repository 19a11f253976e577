/** A thread that writes contents anew, beside the one that finishes the file: what it is told is a {@link Batch}. */
import { parentPort } from 'node:worker_threads';
import { type Manner, type Rewriting, type Rewritten, rewritten } from './rewrite-stream.ts';

/** Some contents of a file. */
export interface Batch extends Manner {
  readonly file: number;
  /** The number of the first of them in the file. */
  readonly first: number;
  /** Their bytes are in memory that both threads see. */
  readonly rewritings: readonly Rewriting[];
  /** Of each of them who has begun it: 0 is nobody. Both threads see it. */
  readonly taken: Int32Array;
}

/** Who has taken a content: the thread that finishes the file, this one, or nobody ever will. */
export const [HERE, THERE, WITHDRAWN] = [1, 2, 3];

/** What became of a content; what fails is left for the other thread, which fails too, and tells why. */
export interface Outcome {
  readonly file: number;
  readonly number: number;
  readonly made: Rewritten | undefined;
}

/** @returns whether nobody had taken it before */
export const take = (taken: Int32Array, index: number, who: number): boolean =>
  Atomics.compareExchange(taken, index, 0, who) === 0;

/** Takes one content after the other of those that nobody has begun. */
export function* claims({ taken }: Batch, who: number): Generator<number> {
  for (let index = 0; index < taken.length; index += 1) if (take(taken, index, who)) yield index;
}

function work(batch: Batch): void {
  const { file, first, rewritings } = batch;
  for (const index of claims(batch, THERE)) {
    const made = attempt(rewritings[index]);
    parentPort?.postMessage({ file, number: first + index, made } satisfies Outcome);
  }

  function attempt(rewriting: Rewriting | undefined): Rewritten | undefined {
    try {
      return rewriting && rewritten(rewriting, batch);
    } catch {
      return undefined;
    }
  }
}

parentPort?.on('message', work);

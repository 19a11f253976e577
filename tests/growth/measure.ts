/**
 * Measures how the CPU time of the stages grows with the length of a text; takes the minimum of several runs.
 */
import { cpuTime } from '../support/cpu-time.ts';
import type { Generator } from './generators.ts';
import { runStages } from './stages.ts';

/** Largest growth of the time when the text doubles. */
export const MOST_GROWTH = 2.5;
/** Shortest time to compare, in milliseconds; below it, clock and garbage collection dominate. */
const NOISE = 25;
const RUNS = 3;

export interface Growth {
  readonly name: string;
  /** Milliseconds for n, 2n and 4n. */
  readonly milliseconds: readonly number[];
  /** The larger growth of the two doublings. */
  readonly factor: number;
  /** The geometric mean of both, which garbage collection in one of them affects less. */
  readonly mean: number;
  /** Codes reported for the largest text. */
  readonly codes: readonly string[];
}

/**
 * Measures one generator. Repeats it if a doubling takes too long, because other work can slow it down and
 * nothing can speed it up.
 */
export async function measure(generator: Generator): Promise<Growth> {
  let best = await once(generator, []);
  for (let again = 0; again < 2 && best.factor > MOST_GROWTH; again += 1)
    best = await once(generator, best.milliseconds);
  return best;
}

async function once({ name, text, from }: Generator, before: readonly number[]): Promise<Growth> {
  const milliseconds: number[] = [];
  const codes = new Set<string>();
  for (const [index, times] of [1, 2, 4].entries()) {
    const files = { 't.md': text(from * times) };
    let least = before[index] ?? Number.POSITIVE_INFINITY;
    for (let run = 0; run < RUNS; run += 1) {
      const { value, milliseconds: taken } = await cpuTime(() => runStages(files));
      least = Math.min(least, taken);
      for (const { code } of value.diagnostics) codes.add(code);
    }
    milliseconds.push(least);
  }
  const [n = 0, twice = 0, fourfold = 0] = milliseconds.map((taken) => Math.max(taken, NOISE));
  const factor = Math.max(twice / n, fourfold / twice);
  return { name, milliseconds, factor, mean: Math.sqrt(fourfold / n), codes: [...codes] };
}

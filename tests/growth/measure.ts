/** How the time of our own stages grows with a text: time that the process computes, the least of several runs. */
import { cpuTime } from '../support/cpu-time.ts';
import type { Generator } from './generators.ts';
import { runStages } from './stages.ts';

/** Where the text doubles, the time may grow so many times. */
export const MOST_GROWTH = 2.5;
/** Milliseconds: below it the clock and the collector of memory decide. */
const NOISE = 25;
const RUNS = 3;

export interface Growth {
  readonly name: string;
  /** Of n, 2n and 4n. */
  readonly milliseconds: readonly number[];
  /** The greater of the two doublings. */
  readonly factor: number;
  /** The geometric mean of both: the collector of memory, which one of them may meet, changes it less. */
  readonly mean: number;
  /** Codes of what was told of the largest. */
  readonly codes: readonly string[];
}

/** Measures one generator; again, where a doubling seems to take too long: other work on the machine slows this down, nothing speeds it up. */
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

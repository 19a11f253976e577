/** The result of a benchmark: times or memory beside those of a floor, measured in pairs. */
import { performance } from 'node:perf_hooks';

/** One run of each, in the unit of the comparison. */
export interface Pair {
  readonly subject: number;
  readonly floor: number;
}

export interface Comparison {
  /** What was measured. */
  readonly subject: string;
  /** What it is compared with. */
  readonly floor: string;
  /** Empty: it did not happen in this run, so nothing is known. */
  readonly pairs: readonly Pair[];
  /** Absent: milliseconds. */
  readonly unit?: 'ms' | 'MB';
  /** What the median must not exceed, as a ratio to the floor or in the unit; absent: it is only reported. */
  readonly target?: { readonly ratio: number } | { readonly most: number };
}

export interface Bench {
  readonly name: string;
  /** It takes so long that it runs only when it is named. */
  readonly onlyWhenNamed?: boolean;
  /**
   * @param runs how many pairs are measured, after one that warms up
   * @param say prints the progress
   */
  run(runs: number, say: (text: string) => void): Promise<readonly Comparison[]>;
}

/** How far values lie apart. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** @throws {RangeError} when there is no value */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const [least, most] = [sorted[0], sorted.at(-1)];
  const [lower, upper] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (least === undefined || most === undefined || lower === undefined || upper === undefined)
    throw new RangeError('nothing was measured');
  return { least, most, median: (lower + upper) / 2 };
}

/** Pair by pair, so that what slows the machine for a while slows both. */
export const ratiosOf = ({ pairs }: Comparison): Spread =>
  spreadOf(pairs.map(({ subject, floor }) => subject / floor));

export type Verdict = 'pass' | 'miss' | 'told' | 'not measured';

export function verdictOf(comparison: Comparison): Verdict {
  const { pairs, target } = comparison;
  if (pairs.length === 0) return 'not measured';
  if (target === undefined) return 'told';
  const [found, most] =
    'ratio' in target
      ? [ratiosOf(comparison).median, target.ratio]
      : [spreadOf(pairs.map(({ subject }) => subject)).median, target.most];
  return found <= most ? 'pass' : 'miss';
}

/** @returns what the work gave, and how many milliseconds it took */
export async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly time: number }> {
  const start = performance.now();
  const result = await work();
  return { result, time: performance.now() - start };
}

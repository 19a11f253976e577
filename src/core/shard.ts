/** A part of the work, for one of several machines. */

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** Machines that one build may be divided among. */
export const MOST_SHARDS = 1000;

/** `2/4` → the second of four; `undefined` when it is none. */
export function shardOf(written: string): Shard | undefined {
  const [, index, count] = (/^(\d{1,4})\/(\d{1,4})$/.exec(written) ?? []).map(Number);
  if (index === undefined || count === undefined) return undefined;
  return index >= 1 && index <= count && count <= MOST_SHARDS ? { index, count } : undefined;
}

export const shardName = ({ index, count }: Shard): string => `${index}/${count}`;

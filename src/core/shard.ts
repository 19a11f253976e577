/** Parses and formats the shard of a build that is divided among several machines. */

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** Maximum number of machines for one build. */
export const MAX_SHARDS = 1000;

/** Parses `2/4`, the second of four shards. Returns `undefined` for anything else. */
export function parseShard(written: string): Shard | undefined {
  const [, index, count] = (/^(\d{1,4})\/(\d{1,4})$/.exec(written) ?? []).map(Number);
  if (index === undefined || count === undefined) return undefined;
  return index >= 1 && index <= count && count <= MAX_SHARDS ? { index, count } : undefined;
}

export const formatShard = ({ index, count }: Shard): string => `${index}/${count}`;

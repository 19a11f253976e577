/** Turns the keys and values of other programs into ours. */
import { convertValue } from './foreign-values.ts';
import { findOwnKey } from './key-names.ts';

/** Data with our keys. */
export interface ConvertedKeys {
  readonly data: Readonly<Record<string, unknown>>;
  /** The key in the source for each of ours that has another name there. */
  readonly writtenKeys: ReadonlyMap<string, string>;
}

/**
 * Returns data in which keys of other programs have our names, and values our form. Our own key wins over another name
 * of it, and of several names the first. Keys without a meaning here stay.
 * @param known the keys that may stand here
 */
export function convertKeys(
  data: Readonly<Record<string, unknown>>,
  known: readonly string[],
): ConvertedKeys {
  const states = readStates(data, known);
  const isOwn = (key: string): boolean => known.includes(key) && !states.keys.has(key);
  const own = new Set(Object.keys(data).filter(isOwn));
  const taken = new Map([...own].map((key) => [key, data[key]]));
  const writtenKeys = new Map<string, string>();
  for (const [key, value] of Object.entries(data)) {
    if (own.has(key) || states.keys.has(key)) continue;
    const name = findOwnKey(key, known);
    if (name !== undefined && !taken.has(name)) {
      taken.set(name, value);
      writtenKeys.set(name, key);
    } else if (name === 'subjects' && !own.has(name)) {
      taken.set(name, [convertValue(name, taken.get(name)), convertValue(name, value)].flat());
    } else taken.set(key, value);
  }
  if (states.status !== undefined && !own.has('status')) {
    taken.set('status', 'draft');
    writtenKeys.set('status', states.status);
  }
  const entries = [...taken].map(
    ([key, value]) => [key, known.includes(key) ? convertValue(key, value) : value] as const,
  );
  return { data: Object.fromEntries(entries), writtenKeys };
}

const YES = /^(?:true|yes|on)$/i;
const NO = /^(?:false|no|off)$/i;

/** Reads `draft: true` and `published: false`: the keys that are read, and the one that says “draft”. */
function readStates(
  data: Readonly<Record<string, unknown>>,
  known: readonly string[],
): { readonly keys: ReadonlySet<string>; readonly status?: string } {
  const keys = new Set<string>();
  if (!known.includes('status')) return { keys };
  const saysDraft = (key: string, draft: RegExp, other: RegExp): boolean => {
    const value = Object.hasOwn(data, key) ? String(data[key]) : '';
    if (draft.test(value) || other.test(value)) keys.add(key);
    return draft.test(value);
  };
  const found = [saysDraft('draft', YES, NO) && 'draft', saysDraft('published', NO, YES) && 'published'];
  const status = found.find((key) => key !== false);
  return { keys, ...(status !== undefined && { status }) };
}

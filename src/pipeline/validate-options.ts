/**
 * What programs may ask for, checked before the work: JavaScript has no types, and an option that is misspelled would be left out in
 * silence. One table says which options each function has and of what kind they are; a check takes microseconds.
 */

import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Host } from '../core/host.ts';
import { MOST_SHARDS } from '../core/shard.ts';
import { near } from '../lib/text/nearest.ts';
import type { BuildOptions, CheckOptions, ClearOptions, MergeOptions } from './options.ts';

/** Documents that can be printed at once. */
export const MOST_JOBS = 64;

interface OptionKind {
  /** As it stands behind “needs”. */
  readonly expected: string;
  isValid(value: unknown): boolean;
}

type OptionKinds = Readonly<Record<string, OptionKind>>;
/** One kind for each option that there is, and none for another. */
type KindsOf<Options> = Readonly<Record<keyof Options, OptionKind>>;

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isCallable = (value: unknown): boolean => typeof value === 'function';
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isWholeNumber = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;

const path: OptionKind = { expected: 'a path', isValid: isText };
const flag: OptionKind = { expected: 'true or false', isValid: isFlag };
const listOf = (what: string): OptionKind => ({
  expected: `a list of ${what}`,
  isValid: (value) => Array.isArray(value) && value.every(isText),
});

/** What every host has, beside what it may have. */
const HOST_METHODS = Object.keys({
  ...{
    list: true,
    kind: true,
    resolve: true,
    read: true,
    write: true,
    remove: true,
    stamp: true,
    state: true,
  },
  ...{ variable: true, today: true },
} satisfies Record<Exclude<keyof Host, 'look' | 'exclusively' | 'shared'>, true>);

const shared = {
  root: path,
  debug: flag,
  signal: {
    expected: 'an AbortSignal',
    isValid: (value) => isRecord(value) && isFlag(value.aborted) && isCallable(value.addEventListener),
  },
  host: {
    expected: `an object with the functions ${HOST_METHODS.join(', ')}`,
    isValid: (value) => isRecord(value) && HOST_METHODS.every((name) => isCallable(value[name])),
  },
} satisfies OptionKinds;

export const CHECK_OPTIONS: KindsOf<CheckOptions> = {
  ...shared,
  what: listOf('publications, folders or Markdown files'),
  changedSince: { expected: 'the name of a commit', isValid: isText },
  shard: {
    expected: `{ index, count }, from 1 of ${MOST_SHARDS} at most`,
    isValid: (value) =>
      isRecord(value) && isWholeNumber(value.count, MOST_SHARDS) && isWholeNumber(value.index, value.count),
  },
};

export const BUILD_OPTIONS: KindsOf<BuildOptions> = {
  ...CHECK_OPTIONS,
  out: path,
  editions: listOf('editions, such as ["epub"]'),
  browser: path,
  jobs: {
    expected: `a whole number from 1 to ${MOST_JOBS}`,
    isValid: (value) => isWholeNumber(value, MOST_JOBS),
  },
  duplex: { expected: '"long" or "short"', isValid: (value) => value === 'long' || value === 'short' },
  proof: flag,
  cache: { expected: 'true, false or a path', isValid: (value) => isFlag(value) || isText(value) },
  trace: path,
  onProgress: { expected: 'a function', isValid: isCallable },
};

export const MERGE_OPTIONS: KindsOf<MergeOptions> = {
  ...shared,
  out: path,
  parts: {
    expected: 'a list of the output folder of each part',
    isValid: (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
  },
};

export const CLEAR_OPTIONS: KindsOf<ClearOptions> = { root: path, cache: BUILD_OPTIONS.cache };

/**
 * Returns `option-wrong` and `option-unknown`, in the order of the options. One that is `undefined` is left out.
 * @param required names of those that may not be left out
 */
export function findOptionProblems(
  options: unknown,
  kinds: OptionKinds,
  required: readonly string[] = [],
): readonly Diagnostic[] {
  if (!isRecord(options)) {
    const facts = { option: 'options', expected: 'an object', found: inWords(options), see: SEE };
    return [diagnostic('option-wrong', facts)];
  }
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const missing = required
    .filter((name) => options[name] === undefined)
    .map((name) => [name, undefined] as const);
  const problems: Diagnostic[] = [];
  for (const [option, value] of [...given, ...missing]) {
    const kind = Object.hasOwn(kinds, option) ? kinds[option] : undefined;
    if (kind === undefined) {
      problems.push(diagnostic('option-unknown', { option, see: SEE, ...near(option, Object.keys(kinds)) }));
    } else if (!kind.isValid(value)) {
      const { expected } = kind;
      problems.push(diagnostic('option-wrong', { option, expected, found: inWords(value), see: SEE }));
    }
  }
  return problems;
}

const SEE = 'the types of `handpress`';

/** A value, shortly: `"epub"`, `5`, `[1, 2]`, `a function`. */
function inWords(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'function') return 'a function';
  if (isRecord(value)) return 'an object';
  if (Array.isArray(value))
    return `[${value.slice(0, 3).map(inWords).join(', ')}${value.length > 3 ? ', …' : ''}]`;
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

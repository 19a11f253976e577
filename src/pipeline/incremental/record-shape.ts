/**
 * Whether what was read from the cache is such a record as a build writes. One that is not is made again. By hand and not by a library of
 * schemas, because a build in which nothing has changed reads one, and loading the library would take longer than all else.
 */

import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../core/source-location.ts';
import type { KeptAnswers } from '../../runtime/cache/cache.ts';
import type { ManifestFacts, ManifestFile } from '../manifest/manifest.ts';
import { isInside } from '../manifest/safe-path.ts';
import type { KeptEdition, KeptPublication, KeptRun } from './records.ts';

type Check<T> = (data: unknown) => data is T;

/** What may stand behind each key; no other key may. */
type Keys<T> = { readonly [K in keyof T]-?: Check<NonNullable<T[K]>> };

const isText = (data: unknown): data is string => typeof data === 'string';
const isCount = (data: unknown): data is number => Number.isSafeInteger(data) && (data as number) >= 0;
const isDigest = (data: unknown): data is string => isText(data) && /^[0-9a-f]{64}$/.test(data);

const isOneOf =
  <T extends string>(...known: readonly T[]): Check<T> =>
  (data): data is T =>
    known.some((one) => one === data);

const isListOf =
  <T>(isOne: Check<T>): Check<readonly T[]> =>
  (data): data is readonly T[] =>
    Array.isArray(data) && data.every(isOne);

/** @param optional keys that may be absent */
const isObjectOf = <T>(keys: Keys<T>, ...optional: readonly (keyof T & string)[]): Check<T> => {
  const checks = new Map(Object.entries<Check<unknown>>(keys));
  const needed = [...checks.keys()].filter((key) => !optional.some((name) => name === key));
  return (data): data is T => {
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return false;
    const found = data as Readonly<Record<string, unknown>>;
    const isSound = Object.keys(found).every((key) => checks.get(key)?.(found[key]) === true);
    return isSound && needed.every((key) => Object.hasOwn(found, key));
  };
};

const isAnswer = (data: unknown): data is KeptAnswers[number] =>
  Array.isArray(data) && data.length === 2 && isText(data[0]) && isText(data[1]);

const isPlace = isObjectOf<Place>({ file: isText, line: isCount, column: isCount });

/** What a code says is not looked up here: it is shown and does nothing. */
const isProblem = isObjectOf<Diagnostic>(
  {
    code: isText as Check<Diagnostic['code']>,
    severity: isOneOf('error', 'warning', 'note'),
    domain: isOneOf('content', 'usage', 'environment', 'bug'),
    message: isText,
    hint: isText,
    place: isPlace,
  },
  'hint',
  'place',
);

const isFile = isObjectOf<ManifestFile>(
  {
    path: (data): data is string => isText(data) && isInside(data),
    edition: isText,
    mediaType: isText,
    digest: isDigest,
    size: isCount,
    pages: isCount,
  },
  'pages',
);

const isStates = (data: unknown): data is KeptRun['states'] =>
  typeof data === 'object' && data !== null && Object.values(data).every(isText);

const isEdition = isObjectOf<KeptEdition>({
  id: isText,
  answers: isListOf(isAnswer),
  problems: isListOf(isProblem),
  files: isListOf(isFile),
});

const isFacts = isObjectOf<ManifestFacts>(
  { id: isText, title: isText, language: isText, status: isOneOf('draft', 'published'), version: isText },
  'version',
);

export const isKeptPublication: Check<KeptPublication> = isObjectOf<KeptPublication>({
  publication: isFacts,
  answers: isListOf(isAnswer),
  problems: isListOf(isProblem),
  editions: isListOf(isEdition),
});

export const isKeptRun: Check<KeptRun> = isObjectOf<KeptRun>({
  answers: isListOf(isAnswer),
  problems: isListOf(isProblem),
  files: isListOf(isFile),
  manifest: isDigest,
  states: isStates,
});

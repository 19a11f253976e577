/**
 * Validates records that were read from the cache. A record of another shape is ignored. It is written by hand, because a
 * build in which nothing has changed reads a record, and loading a schema library would take longer than all its other work.
 */

import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import type { Dependencies } from '../../runtime/cache/cache.ts';
import type { ManifestFacts, ManifestFile } from '../manifest/manifest.ts';
import { isSafeRelativePath } from '../manifest/safe-path.ts';
import type { EditionRecord, PublicationRecord, RunRecord } from './records.ts';

type Check<T> = (data: unknown) => data is T;

/** The check of the value of each key. No other key is allowed. */
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

/**
 * Returns a check of an object.
 * @param optional keys that may be absent
 */
const isObjectOf = <T>(keys: Keys<T>, ...optional: readonly (keyof T & string)[]): Check<T> => {
  const checks = new Map(Object.entries<Check<unknown>>(keys));
  const required = [...checks.keys()].filter((key) => !optional.some((name) => name === key));
  return (data): data is T => {
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return false;
    const found = data as Readonly<Record<string, unknown>>;
    const isValid = Object.keys(found).every((key) => checks.get(key)?.(found[key]) === true);
    return isValid && required.every((key) => Object.hasOwn(found, key));
  };
};

const isDependency = (data: unknown): data is Dependencies[number] =>
  Array.isArray(data) && data.length === 2 && isText(data[0]) && isText(data[1]);

const isPlace = isObjectOf<SourceLocation>({ file: isText, line: isCount, column: isCount });

/** Accepts any text as a code, because it is only shown. */
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
    path: (data): data is string => isText(data) && isSafeRelativePath(data),
    edition: isText,
    mediaType: isText,
    digest: isDigest,
    size: isCount,
    pages: isCount,
  },
  'pages',
);

const isStates = (data: unknown): data is RunRecord['states'] =>
  typeof data === 'object' && data !== null && Object.values(data).every(isText);

const isEdition = isObjectOf<EditionRecord>({
  id: isText,
  dependencies: isListOf(isDependency),
  problems: isListOf(isProblem),
  files: isListOf(isFile),
});

const isFacts = isObjectOf<ManifestFacts>(
  { id: isText, title: isText, language: isText, status: isOneOf('draft', 'published'), version: isText },
  'version',
);

export const isPublicationRecord: Check<PublicationRecord> = isObjectOf<PublicationRecord>({
  publication: isFacts,
  dependencies: isListOf(isDependency),
  problems: isListOf(isProblem),
  editions: isListOf(isEdition),
});

export const isRunRecord: Check<RunRecord> = isObjectOf<RunRecord>({
  dependencies: isListOf(isDependency),
  commits: isListOf(isDependency),
  heads: isListOf(isDependency),
  problems: isListOf(isProblem),
  files: isListOf(isFile),
  manifest: isDigest,
  states: isStates,
});

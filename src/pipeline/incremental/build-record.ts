/** Reads and writes the records of builds in the cache, and finds out which are still valid. */

import type { PublicationRef } from '../../read/read-publication.ts';
import type { Cache, Dependencies } from '../../runtime/cache/cache.ts';
import { computeDigest } from '../../runtime/cache/digest.ts';
import type { RecordingHost } from '../../runtime/cache/recording-host.ts';
import type { BuildRequest } from '../request.ts';
import type { OutputState } from './output-state.ts';
import { isPublicationRecord, isRunRecord } from './record-shape.ts';
import type { EditionRecord, PublicationRecord, RunRecord } from './records.ts';

const RUN = 'run';
const PUBLICATION = 'publication';

/** Returns the options that change the result for every publication, as parts of a cache key. */
function listKeyOptions(request: BuildRequest): readonly string[] {
  const { editions, duplex, proof, browser, only, isSingle, styles, strict, highlight, variables, plugins } =
    request;
  const made = [[...editions].sort(), duplex ?? '', proof, browser ?? '', only, isSingle];
  const key = [...made, styles, strict, highlight, variables, plugins];
  return [JSON.stringify(key)];
}

const listRunKey = (request: BuildRequest): readonly string[] => [
  ...listKeyOptions(request),
  JSON.stringify([request.inputs, request.out]),
];

/** Returns the record of the last build with the same options, however much has changed since. */
export const readRunRecord = (cache: Cache, request: BuildRequest): Promise<RunRecord | undefined> =>
  cache.readRecord(RUN, listRunKey(request), isRunRecord);

export const storeRunRecord = (cache: Cache, request: BuildRequest, run: RunRecord): Promise<void> =>
  cache.writeRecord(RUN, listRunKey(request), run);

export const storePublicationRecord = (
  cache: Cache,
  request: BuildRequest,
  target: PublicationRef,
  record: PublicationRecord,
): Promise<void> =>
  cache.writeRecord(PUBLICATION, [...listKeyOptions(request), JSON.stringify(target)], record);

/** Returns the record of a publication if reading and rendering it now would give the same result. */
export async function findFreshPublication(
  cache: Cache,
  request: BuildRequest,
  target: PublicationRef,
): Promise<PublicationRecord | undefined> {
  const parts = [...listKeyOptions(request), JSON.stringify(target)];
  const record = await cache.readRecord(PUBLICATION, parts, isPublicationRecord);
  return record && (await cache.isFresh(record.dependencies)) ? record : undefined;
}

/** Returns all dependencies of a publication and its editions if building them now would give the same result. */
export async function findFreshDependencies(
  cache: Cache,
  request: BuildRequest,
  target: PublicationRef,
): Promise<Dependencies | undefined> {
  const record = await findFreshPublication(cache, request, target);
  const all =
    record && [record.dependencies, ...record.editions.map(({ dependencies }) => dependencies)].flat();
  return all && (await cache.isFresh(all)) ? all : undefined;
}

/** A cached edition, with the bytes of the files that are missing from the output folder or differ there. */
export interface RestoredEdition {
  readonly edition: EditionRecord;
  /** By path, relative to the output folder. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
}

/** Restores an edition from the cache. Returns `undefined` if a dependency has changed or a file is no longer cached. */
export async function restoreEdition(
  cache: Cache,
  edition: EditionRecord,
  outputState: OutputState,
): Promise<RestoredEdition | undefined> {
  if (!(await cache.isFresh(edition.dependencies))) return undefined;
  const bytes = new Map<string, Uint8Array>();
  for (const { path, digest } of edition.files) {
    if (await outputState.matches(path, digest)) continue;
    const file = await cache.readFile(digest);
    if (file === undefined || computeDigest(file) !== digest) return undefined;
    bytes.set(path, file);
  }
  return { edition, bytes };
}

/**
 * Merges the dependencies that some hosts recorded, without those that are already known.
 * @returns `undefined` if a dependency changed while it was used, because the result is then not valid for any state
 */
export function mergeDependencies(
  hosts: readonly RecordingHost[],
  known: Dependencies = [],
): Dependencies | undefined {
  const all = new Map<string, string>();
  for (const host of hosts) {
    const answers = host.dependencies();
    if (answers === undefined) return undefined;
    for (const [query, answer] of answers) all.set(query, answer);
  }
  for (const [query, answer] of known) {
    if (all.get(query) === answer) all.delete(query);
  }
  return [...all];
}

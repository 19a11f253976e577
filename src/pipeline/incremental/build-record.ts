/** What is kept of a build: which answers of the world it rests on, what it said, and which files it made. */

import type { Target } from '../../read/read-publication.ts';
import type { Cache, KeptAnswers } from '../../runtime/cache/cache.ts';
import { digestOf } from '../../runtime/cache/digest.ts';
import type { RecordingHost } from '../../runtime/cache/recording-host.ts';
import type { BuildRequest } from '../request.ts';
import type { InPlace } from './output-state.ts';
import { isKeptPublication, isKeptRun } from './record-shape.ts';
import type { KeptEdition, KeptPublication, KeptRun } from './records.ts';

const RUN = 'run';
const PUBLICATION = 'publication';

/** What makes a difference to every publication. */
const choices = ({ editions, duplex, proof, browser }: BuildRequest): readonly string[] => [
  JSON.stringify([[...editions].sort(), duplex ?? '', proof, browser ?? '']),
];

export const recallRun = (cache: Cache, request: BuildRequest): Promise<KeptRun | undefined> =>
  cache.recall(RUN, [...choices(request), JSON.stringify([request.what, request.out])], isKeptRun);

export const keepRun = (cache: Cache, request: BuildRequest, run: KeptRun): Promise<void> =>
  cache.keep(RUN, [...choices(request), JSON.stringify([request.what, request.out])], run);

export const keepPublication = (
  cache: Cache,
  request: BuildRequest,
  target: Target,
  record: KeptPublication,
): Promise<void> => cache.keep(PUBLICATION, [...choices(request), JSON.stringify(target)], record);

/** The publication as it was made, if reading and rendering it would give the same. */
export async function recallPublication(
  cache: Cache,
  request: BuildRequest,
  target: Target,
): Promise<KeptPublication | undefined> {
  const parts = [...choices(request), JSON.stringify(target)];
  const record = await cache.recall(PUBLICATION, parts, isKeptPublication);
  return record && (await cache.confirms(record.answers)) ? record : undefined;
}

/** Everything that making a publication rests on, if making it now would give the same. */
export async function answersOfPublication(
  cache: Cache,
  request: BuildRequest,
  target: Target,
): Promise<KeptAnswers | undefined> {
  const kept = await recallPublication(cache, request, target);
  const answers = kept && [kept.answers, ...kept.editions.map((edition) => edition.answers)].flat();
  return answers && (await cache.confirms(answers)) ? answers : undefined;
}

/** A kept edition with the files that are not in the output folder as it made them. */
export interface Restored {
  readonly edition: KeptEdition;
  /** By path, relative to the output folder. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
}

/** @returns `undefined` when it would be made in another way now, or a file of it is not to be had any more */
export async function restore(
  cache: Cache,
  edition: KeptEdition,
  inPlace: InPlace,
): Promise<Restored | undefined> {
  if (!(await cache.confirms(edition.answers))) return undefined;
  const bytes = new Map<string, Uint8Array>();
  for (const { path, digest } of edition.files) {
    if (await inPlace.has(path, digest)) continue;
    const file = await cache.file(digest);
    if (file === undefined || digestOf(file) !== digest) return undefined;
    bytes.set(path, file);
  }
  return { edition, bytes };
}

/**
 * Everything that was asked, less what is known already.
 * @returns `undefined` when the world changed meanwhile: then nothing can be said
 */
export function answersOf(hosts: readonly RecordingHost[], known: KeptAnswers = []): KeptAnswers | undefined {
  const all = new Map<string, string>();
  for (const host of hosts) {
    const answers = host.answers();
    if (answers === undefined) return undefined;
    for (const [question, answer] of answers) all.set(question, answer);
  }
  for (const [question, answer] of known) {
    if (all.get(question) === answer) all.delete(question);
  }
  return [...all];
}

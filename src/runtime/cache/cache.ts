/**
 * What earlier builds have made, by what it was made from. A result is taken from here only where everything that it was
 * made from is as it was; whatever is missing or damaged is made anew.
 */

import type { GuardedHost } from '../../core/host.ts';
import type { Kept, Steps } from '../../core/model/step-cache.ts';
import { OwnFolder } from '../guard/own-folder.ts';
import type { CachePlace } from './cache-location.ts';
import { digestOf, digestOfAll } from './digest.ts';
import { Store } from './entry-store.ts';
import { Paths, Questioner } from './host-queries.ts';
import { programIdentity } from './program-identity.ts';
import { pruneSeldom } from './prune.ts';

/** Bytes: some thousand handouts. */
const SIZE = 1_000_000_000;

/** What was asked and answered, as it is kept. */
export type KeptAnswers = readonly (readonly [question: string, answer: string])[];

export interface CacheOptions {
  /** Where it is. */
  readonly place: CachePlace;
  /** Absolute path of the project. */
  readonly root: string;
  readonly host: GuardedHost;
  /** Is called once with the reason why nothing can be cached. */
  readonly complain: (reason: unknown) => void;
}

/** Steps that make what is published, unless it is laid out on sheets. */
const PUBLISHED: ReadonlySet<string> = new Set(['finished', 'packed']);

export class Cache implements Steps {
  readonly #folder: OwnFolder;
  readonly #store: Store;
  /** Put before what a record is of: projects of one user share a folder. */
  readonly #owner: readonly string[];
  readonly #questioner: Questioner;
  /** Digests of the files that are known to be kept. */
  readonly #files = new Set<string>();
  readonly #making = new Map<string, Promise<Kept>>();

  constructor({ place, root, host, complain }: CacheOptions) {
    this.#folder = new OwnFolder(place.folder, place.trusted);
    this.#store = new Store(this.#folder, complain);
    this.#owner = place.isShared ? [root] : [];
    this.#questioner = new Questioner(host, new Paths(root));
  }

  /** Whether every question still has the same answer. Each is asked once in a build. */
  confirms(answers: KeptAnswers): Promise<boolean> {
    return this.#questioner.confirms(answers);
  }

  /**
   * Returns a record; `undefined` where there is none, or one that is not as it should be.
   * @param parts what the record is of, beside the program itself
   * @param isSound whether data is such a record
   */
  async recall<T>(
    kind: string,
    parts: readonly string[],
    isSound: (data: unknown) => data is T,
  ): Promise<T | undefined> {
    const content = await this.#store.read(keyFor(kind, [...this.#owner, ...parts]));
    const data = content && parseJson(content);
    return isSound(data) ? data : undefined;
  }

  async keep(kind: string, parts: readonly string[], record: object): Promise<void> {
    const key = keyFor(kind, [...this.#owner, ...parts]);
    await this.#store.write(key, new TextEncoder().encode(JSON.stringify(record)));
  }

  /** @param digest SHA-256 of the file, hexadecimal */
  file(digest: string): Promise<Uint8Array | undefined> {
    return this.#store.read(fileKey(digest));
  }

  /** @returns the digest by which it can be had again; a file is written once, whoever keeps it */
  async keepFile(bytes: Uint8Array): Promise<string> {
    const digest = digestOf(bytes);
    if (!this.#files.has(digest)) await this.#store.write(fileKey(digest), bytes);
    this.#files.add(digest);
    return digest;
  }

  bytes(
    step: string,
    parts: readonly (string | Uint8Array)[],
    make: () => Promise<Uint8Array>,
  ): Promise<Kept> {
    const key = keyFor(step, parts);
    const work = () => (PUBLISHED.has(step) ? this.#published(key, make) : this.#between(key, make));
    const known = this.#making.get(key) ?? work();
    this.#making.set(key, known);
    const forget = () => void this.#making.delete(key);
    known.then(forget, forget);
    return known;
  }

  /** What nobody but the next step takes is an entry by itself. */
  async #between(key: string, make: () => Promise<Uint8Array>): Promise<Kept> {
    const kept = await this.#store.read(key);
    if (kept !== undefined) return { bytes: kept, isKept: true };
    const bytes = await make();
    await this.#store.write(key, bytes);
    return { bytes, isKept: false };
  }

  /** The entry is the digest of the file: what is published is kept once, by whomever it is named. */
  async #published(key: string, make: () => Promise<Uint8Array>): Promise<Kept> {
    const entry = await this.#store.read(key);
    const kept = entry && (await this.file(new TextDecoder().decode(entry)));
    if (entry !== undefined && kept !== undefined) {
      this.#files.add(new TextDecoder().decode(entry));
      return { bytes: kept, isKept: true };
    }
    const bytes = await make();
    await this.#store.write(key, new TextEncoder().encode(await this.keepFile(bytes)));
    return { bytes, isKept: false };
  }

  /** When all that was made is kept; keeps the cache to its size, where something was added. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#making.values());
    try {
      if (this.#store.written > 0) pruneSeldom(this.#folder, SIZE, this.#store.written);
    } catch {
      // A cache that is too large makes nothing wrong.
    }
  }
}

function parseJson(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(content));
  } catch {
    return undefined;
  }
}

const keyFor = (kind: string, parts: readonly (string | Uint8Array)[]): string =>
  digestOfAll([kind, programIdentity(), ...parts]);

const fileKey = (digest: string): string => digestOfAll(['file', digest]);

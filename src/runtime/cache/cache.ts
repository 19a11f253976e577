/**
 * The cache of earlier results, by their inputs. A result is used only if all its inputs are unchanged.
 * Missing and damaged entries are computed again.
 */

import type { GuardedHost } from '../../core/host.ts';
import type { RemoteStep } from '../../core/model/fleet.ts';
import type { CachedBytes, StepCache } from '../../core/model/step-cache.ts';
import { OwnFolder } from '../guard/own-folder.ts';
import type { CacheLocation } from './cache-location.ts';
import { computeCombinedDigest, computeDigest } from './digest.ts';
import { EntryStore } from './entry-store.ts';
import { DependencyChecker, PortablePaths } from './host-queries.ts';
import { programIdentity } from './program-identity.ts';
import { pruneIfDue } from './prune.ts';
import type { SharedSteps } from './shared/shared-steps.ts';

/** Maximum size in bytes: some thousand handouts. */
const MAX_SIZE = 1_000_000_000;

/** Queries to the host and their encoded answers, as stored in a record. */
export type Dependencies = readonly (readonly [question: string, answer: string])[];

export interface CacheOptions {
  readonly location: CacheLocation;
  /** Absolute path of the project. */
  readonly root: string;
  readonly host: GuardedHost;
  /** Is called once with the reason if nothing can be cached. */
  readonly onUnusable: (reason: unknown) => void;
  /** Results of other machines. */
  readonly shared?: SharedSteps;
}

/** Steps whose results are published files, except booklets, which are imposed afterwards. */
const PUBLISHED_STEPS: ReadonlySet<string> = new Set(['finished', 'packed']);

export class Cache implements StepCache {
  readonly #folder: OwnFolder;
  readonly #store: EntryStore;
  /** Prefix of the keys of records, because the projects of a user share one folder. */
  readonly #projectKey: readonly string[];
  readonly #dependencyChecker: DependencyChecker;
  readonly #shared: SharedSteps | undefined;
  /** Digests of files that are known to be in the cache. */
  readonly #knownFiles = new Set<string>();
  readonly #pending = new Map<string, Promise<CachedBytes>>();

  constructor({ location, root, host, onUnusable, shared }: CacheOptions) {
    this.#folder = new OwnFolder(location.folder, location.trusted);
    this.#store = new EntryStore(this.#folder, onUnusable);
    this.#projectKey = location.isShared ? [root] : [];
    this.#dependencyChecker = new DependencyChecker(host, new PortablePaths(root));
    this.#shared = shared;
  }

  /** Returns whether every query still has the same answer. Each query runs once in a build. */
  isFresh(answers: Dependencies): Promise<boolean> {
    return this.#dependencyChecker.isFresh(answers);
  }

  /**
   * Returns a record; `undefined` if there is none or if it is invalid.
   * @param parts key of the record; the program is always a part of it
   * @param isSound validates the parsed data
   */
  async readRecord<T>(
    kind: string,
    parts: readonly string[],
    isSound: (data: unknown) => data is T,
  ): Promise<T | undefined> {
    const content = await this.#store.read(computeKey(kind, [...this.#projectKey, ...parts]));
    const data = content && parseJson(content);
    return isSound(data) ? data : undefined;
  }

  /** Stores a record as JSON. */
  async writeRecord(kind: string, parts: readonly string[], record: object): Promise<void> {
    const key = computeKey(kind, [...this.#projectKey, ...parts]);
    await this.#store.write(key, new TextEncoder().encode(JSON.stringify(record)));
  }

  /**
   * Returns a cached file.
   * @param digest SHA-256 of the file, hexadecimal
   */
  readFile(digest: string): Promise<Uint8Array | undefined> {
    return this.#store.read(computeFileKey(digest));
  }

  /** Stores a file, once for all its uses. Returns its digest. */
  async writeFile(bytes: Uint8Array): Promise<string> {
    const digest = computeDigest(bytes);
    if (!this.#knownFiles.has(digest)) await this.#store.write(computeFileKey(digest), bytes);
    this.#knownFiles.add(digest);
    return digest;
  }

  getOrCompute(
    step: string,
    parts: readonly (string | Uint8Array)[],
    make: () => Promise<Uint8Array>,
    remote?: RemoteStep,
  ): Promise<CachedBytes> {
    const key = computeKey(step, parts);
    const makeOrFetch = this.#shared?.has(step)
      ? this.#shared.wrap(step, parts, make, remote)
      : async () => ({ bytes: await make(), fromCache: false });
    const work = () =>
      PUBLISHED_STEPS.has(step)
        ? this.#computePublished(key, makeOrFetch)
        : this.#computeIntermediate(key, makeOrFetch);
    const pending = this.#pending.get(key) ?? work();
    this.#pending.set(key, pending);
    const forget = () => void this.#pending.delete(key);
    pending.then(forget, forget);
    return pending;
  }

  /** Caches bytes that only the next step reads: they are the content of the entry. */
  async #computeIntermediate(key: string, make: () => Promise<CachedBytes>): Promise<CachedBytes> {
    const cached = await this.#store.read(key);
    if (cached !== undefined) return { bytes: cached, fromCache: true };
    const made = await make();
    await this.#store.write(key, made.bytes);
    return made;
  }

  /**
   * Caches bytes of a published file: the entry contains the digest, so that the file is stored once for all
   * its uses.
   */
  async #computePublished(key: string, make: () => Promise<CachedBytes>): Promise<CachedBytes> {
    const entry = await this.#store.read(key);
    const cached = entry && (await this.readFile(new TextDecoder().decode(entry)));
    if (entry !== undefined && cached !== undefined) {
      this.#knownFiles.add(new TextDecoder().decode(entry));
      return { bytes: cached, fromCache: true };
    }
    const made = await make();
    await this.#store.write(key, new TextEncoder().encode(await this.writeFile(made.bytes)));
    return made;
  }

  /** Waits until all results are stored. Prunes the cache if something was added. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#pending.values());
    await this.#shared?.close();
    try {
      if (this.#store.bytesWritten > 0) pruneIfDue(this.#folder, MAX_SIZE, this.#store.bytesWritten);
    } catch {
      // A cache that is too large does no harm.
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

const computeKey = (kind: string, parts: readonly (string | Uint8Array)[]): string =>
  computeCombinedDigest([kind, programIdentity(), ...parts]);

const computeFileKey = (digest: string): string => computeCombinedDigest(['file', digest]);

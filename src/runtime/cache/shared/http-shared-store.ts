/** Reads and writes files and signed results on a server of Bazel's remote cache (`/ac/`, `/cas/`; https://bazel.build/remote/caching). */
import pLimit from 'p-limit';
import type { Distrust, StoreFault, Way } from '../../../core/diagnostics/store-fault.ts';
import type { SharedStore, StoredFile } from '../../../core/model/shared-store.ts';
import { computeDigest } from '../digest.ts';
import { type Answer, HttpTransport, type StoreRequest, type TransportOptions } from './http-transport.ts';
import type { NamedKey } from './result-keys.ts';
import { decodeResult, encodeResult } from './signed-result.ts';
import { StoreHealth } from './store-health.ts';

/** Requests at once. */
const MAX_REQUESTS = 8;
/** Bytes of an entry. */
const MAX_ENTRY_SIZE = 65_536;
/** Bytes of a file. No published file is as large. */
const MAX_FILE_SIZE = 1_000_000_000;
/** Bytes from which on the server is asked whether it has a file already. Sending fewer takes no longer than asking. */
const ASKED_SIZE = 100_000;

export interface HttpSharedStoreOptions extends TransportOptions {
  /** Whose results are used. */
  readonly signers: readonly NamedKey[];
  /** Absent: no result is written. */
  readonly signingKey?: NamedKey;
  /** Whether files are written without a key, too: they need none, because their name is their digest. */
  readonly storesFiles?: boolean;
}

/** What went wrong in a run. */
export interface StoreProblems {
  readonly failures?: { readonly first: StoreFault; readonly count: number };
  /** What was not done any more in the end. */
  readonly givenUp: readonly Way[];
  /** Why results were not used, and how many. */
  readonly distrust?: { readonly first: Distrust; readonly count: number };
}

export class HttpSharedStore implements SharedStore {
  readonly #options: HttpSharedStoreOptions;
  readonly #transport: HttpTransport;
  readonly #signal: AbortSignal;
  readonly #health: StoreHealth;
  readonly #enqueue = pLimit(MAX_REQUESTS);
  /** Files that the server has. */
  readonly #known = new Set<string>();
  /** Files that have other bytes there, and have to be sent again. */
  readonly #damaged = new Set<string>();
  #distrust: StoreProblems['distrust'];

  constructor(options: HttpSharedStoreOptions) {
    const giveUp = new AbortController();
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, giveUp.signal]);
    this.#transport = new HttpTransport({ ...options, signal: this.#signal });
    this.#health = new StoreHealth(() => giveUp.abort());
  }

  get problems(): StoreProblems {
    const { failures } = this.#health;
    return {
      ...(failures && { failures }),
      ...(this.#distrust && { distrust: this.#distrust }),
      givenUp: (['read', 'write'] as const).filter((way) => !this.#health.isOpen(way)),
    };
  }

  async readFile(digest: string): Promise<Uint8Array | undefined> {
    return this.#readFile(digest, MAX_FILE_SIZE);
  }

  async writeFile(bytes: Uint8Array): Promise<StoredFile> {
    const digest = computeDigest(bytes);
    const { signingKey, storesFiles = signingKey !== undefined } = this.#options;
    if (!storesFiles) return { digest, isStored: false };
    if (!this.#known.has(digest) && !(await this.#hasFile(digest, bytes.length))) {
      const { kind } = await this.#request('write', { method: 'PUT', path: `cas/${digest}`, body: bytes });
      if (kind !== 'done') return { digest, isStored: false };
      this.#damaged.delete(digest);
    }
    this.#known.add(digest);
    return { digest, isStored: true };
  }

  async readResult(key: string): Promise<Uint8Array | undefined> {
    const answer = await this.#request('read', { method: 'GET', path: `ac/${key}`, limit: MAX_ENTRY_SIZE });
    if (answer.kind !== 'done' && answer.kind !== 'too long') return undefined;
    const file =
      answer.kind === 'done' ? decodeResult(key, answer.bytes, this.#options.signers) : ('entry' as const);
    if (typeof file !== 'string') return this.#readFile(file.digest, file.size);
    this.#noteDistrust(file);
    return undefined;
  }

  async writeResult(key: string, bytes: Uint8Array): Promise<void> {
    const { signingKey } = this.#options;
    if (signingKey === undefined) return;
    const { digest, isStored } = await this.writeFile(bytes);
    if (!isStored) return;
    const entry = encodeResult(key, { digest, size: bytes.length }, signingKey);
    await this.#request('write', { method: 'PUT', path: `ac/${key}`, body: entry });
  }

  /** @param limit bytes that the file may have */
  async #readFile(digest: string, limit: number): Promise<Uint8Array | undefined> {
    const answer = await this.#request('read', { method: 'GET', path: `cas/${digest}`, limit });
    // A server may remove a file before the entry that names it, so that a missing one is no fault.
    if (answer.kind !== 'done' && answer.kind !== 'too long') return undefined;
    if (answer.kind === 'done' && computeDigest(answer.bytes) === digest) {
      this.#known.add(digest);
      return answer.bytes;
    }
    this.#damaged.add(digest);
    this.#noteDistrust('bytes');
    return undefined;
  }

  /** Asks for a file that is large. */
  async #hasFile(digest: string, size: number): Promise<boolean> {
    if (size < ASKED_SIZE || this.#damaged.has(digest)) return false;
    const answer = await this.#request('write', { method: 'HEAD', path: `cas/${digest}` });
    return answer.kind === 'done' && answer.size === size;
  }

  #noteDistrust(reason: Distrust): void {
    this.#distrust = { first: this.#distrust?.first ?? reason, count: (this.#distrust?.count ?? 0) + 1 };
  }

  #request(way: Way, request: StoreRequest): Promise<Answer> {
    return this.#enqueue(async () => {
      if (!this.#health.isOpen(way) || this.#signal.aborted) return { kind: 'stopped' };
      const { answer, time } = await this.#transport.send(request);
      if (answer.kind === 'failed') this.#health.noteFailure(way, answer.fault, time);
      else if (answer.kind !== 'stopped') {
        const received = answer.kind === 'done' ? answer.bytes.length : 0;
        this.#health.noteAnswer(way, time, (request.body?.length ?? 0) + received);
      }
      return answer;
    });
  }
}

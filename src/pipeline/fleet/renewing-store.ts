/** Opens a store again after it was given up, and now and then: a worker lives longer than a fault, and than what a server keeps. */
import type { SharedStore, StoredFile } from '../../core/model/shared-store.ts';

/** A store that leaves its server alone after faults. */
export interface MortalStore extends SharedStore {
  readonly problems: { readonly givenUp: readonly unknown[] };
}

/** Time in ms before a store that was given up is opened again. */
const PAUSE = 10_000;
/**
 * Time in ms before a store that works is opened again. A store remembers what its server has; without an end a worker would sign
 * results whose files were removed there meanwhile, and need more and more memory.
 */
const LIFETIME = 60_000;

export class RenewingStore implements SharedStore {
  readonly #open: () => MortalStore;
  readonly #onGivenUp: () => void;
  #store: MortalStore;
  /** When the current store was opened, in ms. */
  #opened = performance.now();
  /** When it was first seen to be given up, in ms. */
  #given: number | undefined;

  /** @param onGivenUp called each time a store was given up */
  constructor(open: () => MortalStore, onGivenUp: () => void) {
    this.#open = open;
    this.#onGivenUp = onGivenUp;
    this.#store = open();
  }

  readFile(digest: string): Promise<Uint8Array | undefined> {
    return this.#current().readFile(digest);
  }

  writeFile(bytes: Uint8Array): Promise<StoredFile> {
    return this.#current().writeFile(bytes);
  }

  readResult(key: string): Promise<Uint8Array | undefined> {
    return this.#current().readResult(key);
  }

  writeResult(key: string, bytes: Uint8Array): Promise<void> {
    return this.#current().writeResult(key, bytes);
  }

  #current(): SharedStore {
    const now = performance.now();
    if (this.#given === undefined && this.#store.problems.givenUp.length > 0) {
      this.#given = now;
      this.#onGivenUp();
    }
    const isDue = this.#given === undefined ? now - this.#opened >= LIFETIME : now - this.#given >= PAUSE;
    if (isDue) {
      this.#store = this.#open();
      this.#opened = now;
      this.#given = undefined;
    }
    return this.#store;
  }
}

/** Opens a store again after it was given up: a build leaves a server that fails alone, a worker lives longer than a fault. */
import type { SharedStore, StoredFile } from '../../core/model/shared-store.ts';

/** A store that leaves its server alone after faults. */
export interface MortalStore extends SharedStore {
  readonly problems: { readonly givenUp: readonly unknown[] };
}

/** Time in ms before a store that was given up is opened again. */
const PAUSE = 10_000;

export class RenewingStore implements SharedStore {
  readonly #open: () => MortalStore;
  readonly #onGivenUp: () => void;
  #store: MortalStore;
  /** When the current store was first seen to be given up, in ms. */
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
    if (this.#store.problems.givenUp.length === 0) return this.#store;
    const now = performance.now();
    if (this.#given === undefined) this.#onGivenUp();
    this.#given ??= now;
    if (now - this.#given >= PAUSE) {
      this.#store = this.#open();
      this.#given = undefined;
    }
    return this.#store;
  }
}

/** A cache of steps in memory, which lists what was made. */
import type { CachedBytes, StepCache } from '../../src/core/model/step-cache.ts';
import { computeCombinedDigest } from '../../src/runtime/cache/digest.ts';

export class MemoryCache implements StepCache {
  /** Names of the steps whose results were not in the cache. */
  readonly made: string[] = [];
  readonly #entries = new Map<string, Uint8Array>();

  async getOrCompute(
    step: string,
    parts: readonly (string | Uint8Array)[],
    make: () => Promise<Uint8Array>,
  ): Promise<CachedBytes> {
    const key = computeCombinedDigest([step, ...parts]);
    const known = this.#entries.get(key);
    if (known !== undefined) return { bytes: known, fromCache: true };
    const bytes = await make();
    this.made.push(step);
    this.#entries.set(key, bytes);
    return { bytes, fromCache: false };
  }

  /** Returns the names of the steps that were made since the last call. */
  takeMade(): readonly string[] {
    return this.made.splice(0);
  }
}

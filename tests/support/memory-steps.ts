/** A cache of steps in memory, which counts what was made. */
import type { CachedBytes, StepCache } from '../../src/core/model/step-cache.ts';

/** Steps that keep what they are given, and the names of those that were made. */
export class MemorySteps implements StepCache {
  readonly made: string[] = [];
  readonly #kept = new Map<string, Uint8Array>();

  async getOrCompute(step: string, parts: readonly (string | Uint8Array)[], make: () => Promise<Uint8Array>) {
    const key = JSON.stringify([step, ...parts]);
    const known = this.#kept.get(key);
    if (known !== undefined) return { bytes: known, fromCache: true } satisfies CachedBytes;
    const bytes = await make();
    this.made.push(step);
    this.#kept.set(key, bytes);
    return { bytes, fromCache: false } satisfies CachedBytes;
  }

  /** Returns the names of the steps that were made since the last call. */
  takeMade(): readonly string[] {
    return this.made.splice(0);
  }
}

/** The interface to the cached results of expensive build steps. */
import type { RemoteStep } from './fleet.ts';

/** Bytes, and whether they come from the cache. */
export interface CachedBytes {
  readonly bytes: Uint8Array;
  readonly fromCache: boolean;
}

/** Caches the results of expensive build steps. */
export interface StepCache {
  /**
   * Returns the cached bytes or computes them. Concurrent calls with the same key share one computation.
   * Rejects if `make` does.
   * @param step `chapter`, `printed`, `finished`, …
   * @param parts all inputs of the step, except Handpress itself
   * @param remote describes the step for another machine; absent: only this machine can do it
   */
  getOrCompute(
    step: string,
    parts: readonly (string | Uint8Array)[],
    make: () => Promise<Uint8Array>,
    remote?: RemoteStep,
  ): Promise<CachedBytes>;
}

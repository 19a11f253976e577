/** Runs a build step with an optional cache. */
import type { RemoteStep } from '../core/model/fleet.ts';
import type { CachedBytes, StepCache } from '../core/model/step-cache.ts';

/** Calls {@link StepCache.getOrCompute}; without a cache it computes the bytes. */
export async function cachedStep(
  steps: StepCache | undefined,
  step: string,
  parts: readonly (string | Uint8Array)[],
  make: () => Promise<Uint8Array>,
  remote?: RemoteStep,
): Promise<CachedBytes> {
  return steps === undefined
    ? { bytes: await make(), fromCache: false }
    : steps.getOrCompute(step, parts, make, remote);
}

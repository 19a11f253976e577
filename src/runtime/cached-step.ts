/** A step whose result is kept for later builds, where anything is kept at all. */
import type { Kept, Steps } from '../core/model/step-cache.ts';

/** {@link Steps.bytes}; without `steps` it is made in any case. */
export async function keptBytes(
  steps: Steps | undefined,
  step: string,
  parts: readonly (string | Uint8Array)[],
  make: () => Promise<Uint8Array>,
): Promise<Kept> {
  return steps === undefined ? { bytes: await make(), isKept: false } : steps.bytes(step, parts, make);
}

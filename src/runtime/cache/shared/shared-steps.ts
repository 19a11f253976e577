/** Adds the results of other machines to the steps of a build: reads them before a step is computed, and sends what was computed. */
import type { Fleet, RemoteStep } from '../../../core/model/fleet.ts';
import type { CachedBytes } from '../../../core/model/step-cache.ts';
import { type Trace, traceSpan } from '../../../core/trace.ts';
import { computeCombinedDigest } from '../digest.ts';
import { portableProgramIdentity } from '../program-identity.ts';
import type { HttpSharedStore, StoreProblems } from './http-shared-store.ts';

/**
 * Steps whose results travel. Each takes at least ten times as long as reading its result from a server on the same network (two
 * requests). Reading all chapters is about a hundredth of a first build, so that their trees stay on the machine.
 */
const SHARED_STEPS: ReadonlySet<string> = new Set([
  ...['printed', 'part', 'shared-objects', 'placed', 'finished'],
  ...['packed', 'cover'],
]);

/** Bytes that may wait to be sent. A build that makes more waits for the server. */
const MAX_WAITING = 100_000_000;

/** Returns the key of a step on all machines. */
export const computeSharedKey = (step: string, parts: readonly (string | Uint8Array)[]): string =>
  computeCombinedDigest([step, portableProgramIdentity(), ...parts]);

export interface SharedStepsOptions {
  /** Is called once at the end. */
  readonly onProblems: (problems: StoreProblems) => void;
  readonly trace?: Trace;
}

export class SharedSteps {
  readonly #open: () => Promise<HttpSharedStore>;
  readonly #options: SharedStepsOptions;
  readonly #sending = new Set<Promise<void>>();
  #store: Promise<HttpSharedStore> | undefined;
  #waiting = 0;
  #fleet: Fleet | undefined;

  /** @param open is called when the first step is computed */
  constructor(open: () => Promise<HttpSharedStore>, options: SharedStepsOptions) {
    this.#open = open;
    this.#options = options;
  }

  /** Has steps done by workers from now on. */
  useFleet(fleet: Fleet): void {
    this.#fleet = fleet;
  }

  has(step: string): boolean {
    return SHARED_STEPS.has(step);
  }

  /** Returns the store, for what is no step. */
  store(): Promise<HttpSharedStore> {
    this.#store ??= this.#open();
    return this.#store;
  }

  /** Returns a function that computes a step only if no machine has its result. It does not wait until the result is sent. */
  wrap(
    step: string,
    parts: readonly (string | Uint8Array)[],
    make: () => Promise<Uint8Array>,
    remote?: RemoteStep,
  ): () => Promise<CachedBytes> {
    return async () => {
      const store = await this.store();
      const key = computeSharedKey(step, parts);
      const found = await traceSpan(this.#options, 'cache', `shared: ${step}`, () => store.readResult(key));
      if (found !== undefined) return { bytes: found, fromCache: true };
      const done = remote && (await this.#fleet?.compute(key, remote));
      // The worker has stored it.
      if (done !== undefined) return { bytes: done, fromCache: false };
      const bytes = await make();
      this.#send(store.writeResult(key, bytes), bytes.length);
      while (this.#waiting > MAX_WAITING) await Promise.race(this.#sending);
      return { bytes, fromCache: false };
    };
  }

  /** Waits until all results are sent. */
  async close(): Promise<void> {
    await this.#fleet?.close();
    await Promise.all(this.#sending);
    if (this.#store !== undefined) this.#options.onProblems((await this.#store).problems);
  }

  #send(work: Promise<void>, size: number): void {
    this.#waiting += size;
    const sending = work.finally(() => {
      this.#waiting -= size;
      this.#sending.delete(sending);
    });
    this.#sending.add(sending);
  }
}

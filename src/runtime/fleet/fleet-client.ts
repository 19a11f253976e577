/**
 * Has steps of a build done by workers. A step that comes back, that fails too often or that takes too long is left to this
 * machine, and so is everything once the queue is gone.
 */
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Fleet, FleetProgress, RemoteStep } from '../../core/model/fleet.ts';
import type { SharedStore } from '../../core/model/shared-store.ts';
import { messageOf } from '../../lib/text/error-message.ts';
import { TimeoutError, withTimeout } from '../browser/screen.ts';
import { type JobQueue, openJobQueue, QUEUE_LIMITS, type QueueLimits } from './bullmq.ts';
import { createJob, MAX_INPUT_BYTES, nameJobs } from './job.ts';
import { nameQueue, type QueueAddress } from './queue-address.ts';
import { isPasswordInClear } from './queue-settings.ts';

/** Times in ms, and counts. */
export interface FleetLimits extends QueueLimits {
  /** Time between two looks at the queue. */
  readonly look: number;
  /** Time for a first worker to come. */
  readonly welcome: number;
  /** Time in which some job must be done; its inputs add to it. */
  readonly late: number;
  /** Jobs in a row without a valid result, after which the workers are not trusted. */
  readonly misses: number;
}

export const FLEET_LIMITS: FleetLimits = {
  ...QUEUE_LIMITS,
  ...{ look: 1000, welcome: 10_000, late: 180_000, misses: 3 },
};

/** Bytes of input that a worker is given one more millisecond for. */
const BYTES_PER_MS = 3;
/** How often a job that is no longer in the queue is queued again: a queue can forget when it starts again. */
const MAX_QUEUED = 4;

export interface FleetClientOptions {
  readonly address: QueueAddress;
  readonly openStore: () => Promise<SharedStore>;
  /** Computes the identity of this machine, see {@link identifyMachine}. */
  readonly identify: () => Promise<string>;
  readonly report: (problem: Diagnostic) => void;
  readonly onProgress: FleetProgress;
  readonly signal: AbortSignal;
  readonly limits?: FleetLimits;
}

/** How a job ended. `mine`: this machine has to do it. */
type Outcome = 'done' | 'mine';

interface WaitingJob {
  readonly data: object;
  readonly end: (outcome: Outcome) => void;
  /** ms that it can take longer than others. */
  readonly allowance: number;
  queued: number;
  /** When it was queued, in ms. */
  since: number;
}

interface Connection {
  readonly queue: JobQueue;
  readonly machine: string;
  readonly store: SharedStore;
}

export class FleetClient implements Fleet {
  readonly #options: FleetClientOptions;
  readonly #limits: FleetLimits;
  readonly #waiting = new Map<string, WaitingJob>();
  #connection: Promise<Connection | undefined> | undefined;
  /** Is aborted when the rest of the build is done by this machine alone. */
  readonly #leaving = new AbortController();
  #isClosed = false;
  #workers = 0;
  /** When a worker was seen last, and when a job was done last, in ms. */
  #seen = 0;
  #moved = 0;
  #done = 0;
  #returned = 0;
  #misses = 0;
  readonly #reported = new Set<string>();

  constructor(options: FleetClientOptions) {
    this.#options = options;
    this.#limits = options.limits ?? FLEET_LIMITS;
    options.signal.addEventListener('abort', () => this.#goAlone(), { once: true });
  }

  get #isAlone(): boolean {
    return this.#leaving.signal.aborted;
  }

  async compute(key: string, step: RemoteStep): Promise<Uint8Array | undefined> {
    const connection = await this.#connect();
    if (connection === undefined || this.#isAlone || !this.#hasWorkers()) return undefined;
    try {
      const outcome = await this.#queue(connection, key, step);
      const bytes = outcome === 'done' ? await this.#readResult(connection.store, key) : undefined;
      if (bytes === undefined) this.#returned += 1;
      else this.#done += 1;
      this.#show();
      return bytes;
    } catch (error) {
      this.#lose(messageOf(error));
      return undefined;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#goAlone();
    const connection = await this.#connection;
    await connection?.queue.close();
  }

  #connect(): Promise<Connection | undefined> {
    if (this.#isAlone) return Promise.resolve(undefined);
    this.#connection ??= this.#open();
    return this.#connection;
  }

  async #open(): Promise<Connection | undefined> {
    try {
      const machine = await this.#options.identify();
      const store = await this.#options.openStore();
      const listener = {
        onDone: (key: string) => this.#waiting.get(key)?.end('done'),
        onFailed: (key: string) => this.#waiting.get(key)?.end('mine'),
      };
      const { address } = this.#options;
      if (isPasswordInClear(address))
        this.#reportOnce(diagnostic('queue-unencrypted', { queue: nameQueue(address) }));
      const options = { limits: this.#limits, signal: this.#leaving.signal };
      const queue = await openJobQueue(address, nameJobs(machine), listener, options);
      this.#seen = this.#moved = performance.now();
      const connection = { queue, machine, store };
      void this.#watch(connection);
      return connection;
    } catch (error) {
      this.#lose(messageOf(error));
      return undefined;
    }
  }

  /** Uploads the inputs of a step, queues it, and waits for its end. */
  async #queue({ queue, machine, store }: Connection, key: string, step: RemoteStep): Promise<Outcome> {
    const files = step.inputs.map((input) =>
      typeof input === 'string' ? new TextEncoder().encode(input) : input,
    );
    const size = files.reduce((sum, { length }) => sum + length, 0);
    if (size > MAX_INPUT_BYTES) return 'mine';
    const stored = await Promise.all(files.map((bytes) => store.writeFile(bytes)));
    if (stored.some(({ isStored }) => !isStored)) {
      this.#reportOnce(diagnostic('fleet-inputs-kept', {}));
      this.#goAlone();
      return 'mine';
    }
    const inputs = stored.map(({ digest }) => digest);
    const data = createJob(key, machine, step, inputs);
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const since = performance.now();
    const job = { data, end: resolve, allowance: size / BYTES_PER_MS, queued: 1, since };
    this.#waiting.set(key, job);
    try {
      if (this.#isAlone) return 'mine';
      queue.add(key, data).catch(() => resolve('mine'));
      step.onQueued?.();
      this.#show();
      return await promise;
    } finally {
      this.#waiting.delete(key);
      this.#moved = performance.now();
    }
  }

  /** Reads a result, which the store verifies. Workers whose results cannot be used are not asked for ever. */
  async #readResult(store: SharedStore, key: string): Promise<Uint8Array | undefined> {
    const bytes = await store.readResult(key);
    this.#misses = bytes === undefined ? this.#misses + 1 : 0;
    if (this.#misses >= this.#limits.misses) {
      this.#reportOnce(diagnostic('fleet-results-missing', {}));
      this.#goAlone();
    }
    return bytes;
  }

  /** Looks after the queue until the build ends or goes alone. */
  async #watch(connection: Connection): Promise<void> {
    while (!this.#isAlone) {
      await this.#look(connection).catch((error: unknown) => this.#lose(messageOf(error)));
      await new Promise((resolve) => setTimeout(resolve, this.#limits.look).unref());
    }
  }

  /** Waits for an answer of the queue. Rejects if it is gone for longer than a queue takes to start again. */
  async #ask<T>(answer: Promise<T>): Promise<T> {
    const { patience } = this.#limits;
    return withTimeout(patience, answer).catch((error: unknown) => {
      throw error instanceof TimeoutError ? new Error(`no answer for ${patience / 1000} seconds`) : error;
    });
  }

  async #look({ queue, store }: Connection): Promise<void> {
    const { matching, others } = await this.#ask(queue.readPresence());
    const before = this.#workers;
    this.#workers = matching;
    if (matching > 0) this.#seen = performance.now();
    if (matching !== before) this.#show();
    if (!this.#hasWorkers()) {
      this.#reportOnce(diagnostic('fleet-empty', { queue: nameQueue(this.#options.address), others }));
      return this.#takeBack(queue, [...this.#waiting]);
    }
    await this.#findLost(queue, store);
    const now = performance.now();
    const isLate = ({ since, allowance }: WaitingJob): boolean =>
      now - Math.max(since, this.#moved) > this.#limits.late + allowance;
    await this.#takeBack(
      queue,
      [...this.#waiting].filter(([, job]) => isLate(job)),
    );
  }

  /** Finds jobs that have left the queue although no end was reported. */
  async #findLost(queue: JobQueue, store: SharedStore): Promise<void> {
    const old = performance.now() - this.#limits.look;
    const asked = [...this.#waiting].filter(([, { since }]) => since < old);
    const known = await this.#ask(queue.findKnown(asked.map(([key]) => key)));
    for (const [key, job] of asked.filter(([key]) => !known.has(key) && this.#waiting.has(key))) {
      const bytes = await store.readResult(key);
      if (bytes !== undefined) job.end('done');
      else if (job.queued >= MAX_QUEUED) job.end('mine');
      else {
        job.queued += 1;
        job.since = performance.now();
        await this.#ask(queue.add(key, job.data));
      }
    }
  }

  async #takeBack(
    queue: JobQueue,
    jobs: readonly (readonly [key: string, job: WaitingJob])[],
  ): Promise<void> {
    for (const [key, { end }] of jobs) {
      await this.#ask(queue.remove(key));
      end('mine');
    }
  }

  /** Whether there are workers, or time for them to come. */
  #hasWorkers(): boolean {
    return performance.now() - this.#seen < this.#limits.welcome;
  }

  #lose(reason: string): void {
    if (this.#isAlone) return;
    this.#reportOnce(diagnostic('queue-lost', { queue: nameQueue(this.#options.address), reason }));
    this.#goAlone();
  }

  /** Leaves everything that is waiting, and everything else, to this machine. */
  #goAlone(): void {
    this.#leaving.abort();
    for (const { end } of this.#waiting.values()) end('mine');
  }

  #reportOnce(problem: Diagnostic): void {
    if (this.#isClosed || this.#options.signal.aborted || this.#reported.has(problem.code)) return;
    this.#reported.add(problem.code);
    this.#options.report(problem);
  }

  #show(): void {
    const [workers, waiting] = [this.#workers, this.#waiting.size];
    this.#options.onProgress({ workers, waiting, done: this.#done, returned: this.#returned });
  }
}

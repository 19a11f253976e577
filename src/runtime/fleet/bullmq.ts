/** Connects to a queue in Redis. The only file that imports BullMQ and ioredis; both are loaded when a queue is used. */
import type { Job, Queue, QueueEvents, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { withTimeout } from '../browser/screen.ts';
import type { QueueAddress } from './queue-address.ts';

/** Prefix of everything that Handpress has in Redis. */
const PREFIX = 'handpress';
/** Sorted set of the workers, by the time in s at which they were seen last. */
const WORKERS = `${PREFIX}:workers`;
/** Time in s after which a worker that is not seen counts as gone. */
const PRESENCE = 15;

/** Times in ms, and counts. */
export interface QueueLimits {
  /** Time to connect, and time for a queue that was lost to come back. */
  readonly patience: number;
  /** Time after which a job of a worker that has died is taken by another. */
  readonly lock: number;
  /** How often a job is tried by workers after it failed. */
  readonly attempts: number;
  /** How often a job is taken from a worker that has died. */
  readonly deaths: number;
  /** Time before a failed job is tried again. */
  readonly pause: number;
}

export const QUEUE_LIMITS: QueueLimits = {
  patience: 10_000,
  lock: 10_000,
  attempts: 3,
  deaths: 10,
  pause: 500,
};

/** Time in ms in which connections close. */
const CLOSE_TIMEOUT = 2_000;

/** Opens a connection in the background; it connects again whenever it is lost. */
async function connect({ host, port, username, password, db, isEncrypted }: QueueAddress): Promise<Redis> {
  const { Redis } = await import('ioredis');
  const redis = new Redis({
    ...{ host, port, db, maxRetriesPerRequest: null },
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(isEncrypted && { tls: {} }),
    retryStrategy: (times) => Math.min(100 * times, 1000),
  });
  // A lost connection is noticed by its silence: see `JobQueue.check`.
  redis.on('error', () => undefined);
  return redis;
}

/** Workers that were seen lately. */
export interface Presence {
  /** Those of the queue. */
  readonly matching: number;
  /** Those that have another program or another browser. */
  readonly others: number;
}

/** What a builder does with a queue. Every method waits as long as the queue cannot be reached, until it is closed. */
export interface JobQueue {
  /** Queues a job, unless one with the same key is queued. */
  add(key: string, data: object): Promise<void>;
  /** Removes a job that no worker has taken. */
  remove(key: string): Promise<void>;
  /** Returns which of the jobs are in the queue: waiting, or taken by a worker. */
  findKnown(keys: readonly string[]): Promise<ReadonlySet<string>>;
  readPresence(): Promise<Presence>;
  /** Closes the connections at once. Never rejects. */
  close(): Promise<void>;
}

/** Receives the ends of jobs, also those of other builders. */
export interface JobListener {
  readonly onDone: (key: string) => void;
  readonly onFailed: (key: string) => void;
}

/** Opens the side of a builder. Rejects if the queue cannot be reached in time, or when the signal is aborted before. */
export async function openJobQueue(
  address: QueueAddress,
  name: string,
  { onDone, onFailed }: JobListener,
  { limits, signal }: { readonly limits: QueueLimits; readonly signal: AbortSignal },
): Promise<JobQueue> {
  const [{ Queue, QueueEvents }, redis] = await Promise.all([import('bullmq'), connect(address)]);
  await readyWithin(limits.patience, redis, address, signal);
  const options = { prefix: PREFIX, connection: redis };
  const queue = new Queue(name, { ...options, streams: { events: { maxLen: 10_000 } } });
  const events = new QueueEvents(name, options);
  queue.on('error', () => undefined);
  events.on('error', () => undefined);
  events.on('completed', ({ jobId }) => onDone(jobId));
  events.on('failed', ({ jobId }) => onFailed(jobId));
  const { attempts, pause } = limits;
  return {
    async add(key, data) {
      await queue.add('step', data, {
        ...{ jobId: key, attempts, backoff: { type: 'fixed', delay: pause } },
        // What is done is in the shared cache. A job that is left would keep the step from being queued again.
        ...{ removeOnComplete: true, removeOnFail: true },
      });
    },
    remove: async (key) => void (await queue.remove(key).catch(() => undefined)),
    async findKnown(keys) {
      const found = await Promise.all(keys.map((key) => redis.exists(queue.toKey(key))));
      return new Set(keys.filter((_key, at) => found[at] === 1));
    },
    readPresence: () => readPresence(redis, name),
    close: () => closeAll([queue, events], redis),
  };
}

async function readPresence(redis: Redis, name: string): Promise<Presence> {
  const now = await readTime(redis);
  const seen = await redis.zrangebyscore(WORKERS, now - PRESENCE, '+inf');
  const matching = seen.filter((member) => member.startsWith(`${name} `)).length;
  return { matching, others: seen.length - matching };
}

/** Returns the time of Redis in s, because the clocks of machines differ. */
const readTime = async (redis: Redis): Promise<number> => Number((await redis.time())[0]);

/** Closes everything at once, also if the queue is gone. Disconnecting alone would leave loops that connect again. */
async function closeAll(parts: readonly (Queue | QueueEvents | Worker)[], redis: Redis): Promise<void> {
  // Ends commands that wait for a queue that is gone.
  redis.disconnect();
  // `true` is for the worker, which would wait for its jobs.
  const closing = Promise.all(parts.map((part) => part.close(true).catch(() => undefined)));
  await withTimeout(CLOSE_TIMEOUT, closing).catch(() => undefined);
}

/** Thrown by a job that no other worker can do. */
export class UselessJobError extends Error {
  override readonly name = 'UselessJobError';
}

/** Thrown to give a job back: another worker takes it. */
export class GivenBackError extends Error {
  override readonly name = 'GivenBackError';
}

export interface JobServerOptions {
  /** Name of this worker, unique. */
  readonly id: string;
  /** Jobs that are done at the same time. */
  readonly concurrency: number;
  readonly limits: QueueLimits;
}

/**
 * Does a job.
 * @param data what is in the queue; anyone who reaches it can have written it
 */
export type DoJob = (data: unknown) => Promise<void>;

/** The side of a worker. */
export interface JobServer {
  /** Takes no further job, and waits for those that were taken. Never rejects. */
  drain(): Promise<void>;
  /** Leaves the queue. A job that is not done is taken by another worker when its lock has ended. Never rejects. */
  close(): Promise<void>;
}

/**
 * Starts to take jobs.
 * Rejects if the queue cannot be reached in time.
 */
export async function serveJobs(
  address: QueueAddress,
  name: string,
  work: DoJob,
  { id, concurrency, limits }: JobServerOptions,
): Promise<JobServer> {
  const [{ Worker, UnrecoverableError, WaitingError }, redis] = await Promise.all([
    import('bullmq'),
    connect(address),
  ]);
  await readyWithin(limits.patience, redis, address);
  const process = async (job: Job, token?: string): Promise<void> => {
    try {
      await work(job.data);
    } catch (error) {
      if (error instanceof UselessJobError) throw new UnrecoverableError(error.message);
      if (!(error instanceof GivenBackError)) throw error;
      await job.moveToWait(token);
      throw new WaitingError();
    }
  };
  const worker = new Worker(name, process, {
    ...{ prefix: PREFIX, connection: redis, concurrency },
    ...{ lockDuration: limits.lock, stalledInterval: limits.lock / 2, maxStalledCount: limits.deaths },
  });
  worker.on('error', () => undefined);
  const stopAnnouncing = announce(redis, `${name} ${id}`);
  let draining: Promise<void> | undefined;
  return {
    drain: () => {
      stopAnnouncing();
      draining ??= worker.close().catch(() => undefined);
      return draining;
    },
    close: async () => {
      stopAnnouncing();
      await closeAll([worker], redis);
    },
  };
}

/** Waits for a connection to the database. If there is none in time, or when the signal is aborted, it disconnects and rejects with the last error. */
async function readyWithin(
  time: number,
  redis: Redis,
  { db }: QueueAddress,
  signal?: AbortSignal,
): Promise<void> {
  let reason = 'no answer';
  const note = (error: Error): void => {
    reason = error.message === '' ? ((error as NodeJS.ErrnoException).code ?? reason) : error.message;
  };
  redis.on('error', note);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const giveUp = (): void => reject(new Error(reason));
    timer = setTimeout(giveUp, time);
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
  });
  try {
    // Without its answer, ioredis would go on with database 0.
    const answer = db === 0 ? redis.ping() : redis.select(db);
    await Promise.race([answer, late]);
  } catch (error) {
    redis.disconnect();
    throw error;
  } finally {
    clearTimeout(timer);
    redis.off('error', note);
  }
}

/** Keeps a worker in the list of workers. Returns the function that ends this. */
function announce(redis: Redis, member: string): () => void {
  const repeat = async (): Promise<void> => {
    const now = await readTime(redis);
    await redis.zadd(WORKERS, now, member);
    await redis.zremrangebyscore(WORKERS, '-inf', now - 4 * PRESENCE);
  };
  const tick = (): void => void repeat().catch(() => undefined);
  tick();
  const timer = setInterval(tick, (PRESENCE * 1000) / 5);
  return () => {
    clearInterval(timer);
    void redis.zrem(WORKERS, member).catch(() => undefined);
  };
}

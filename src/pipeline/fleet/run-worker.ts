/** Runs a worker: it takes jobs of builds from a queue, does them and stores the results, until it is ended. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SharedStore } from '../../core/model/shared-store.ts';
import { messageOf } from '../../lib/text/error-message.ts';
import { BrowserError, openPress } from '../../print/index.ts';
import { identifyBrowser } from '../../runtime/browser/browser-identity.ts';
import {
  type DoJob,
  GivenBackError,
  type JobServer,
  QUEUE_LIMITS,
  type QueueLimits,
  serveJobs,
} from '../../runtime/fleet/bullmq.ts';
import { doJob, type JobTools } from '../../runtime/fleet/do-job.ts';
import { identifyMachine, nameJobs } from '../../runtime/fleet/job.ts';
import { nameQueue, type QueueAddress } from '../../runtime/fleet/queue-address.ts';
import { nodeHost } from '../../runtime/node-host.ts';
import { watchEnd } from '../../runtime/process/until-end.ts';
import { FinishPool } from './finish-pool.ts';
import { openWorkerSteps } from './worker-steps.ts';

export interface WorkerOptions {
  readonly address: QueueAddress;
  /** It must be able to sign. */
  readonly store: SharedStore;
  readonly computeKey: JobTools['computeKey'];
  /** Path of the browser; absent: the first that is found. */
  readonly browser?: string;
  /** Jobs that are done at the same time. */
  readonly jobs: number;
  readonly debug: boolean;
  /** Ends the worker. */
  readonly signal: AbortSignal;
  /** Receives a line about the state now and then. */
  readonly onLine: (line: string) => void;
  readonly limits?: QueueLimits;
  /** Time in ms that jobs have to be done once the worker is ended. */
  readonly grace?: number;
}

/** Less than orchestrators wait before they kill (Kubernetes: 30 s). */
const GRACE = 25_000;
/** Time in ms in which a queue is informed of the end of a job. */
const REPORT_TIME = 3_000;
const TICK = 50;
/** Time in ms between two lines about the work. */
const LINE_INTERVAL = 60_000;

/** Counts of jobs. */
interface Tally {
  active: number;
  done: number;
  failed: number;
}

/**
 * Runs a worker until its signal is aborted, or until it cannot work any more.
 * @returns why it could not start or go on: `queue-unreachable`, `browser-missing`, `browser-failed`; empty if it was ended
 */
export async function runWorker(options: WorkerOptions): Promise<readonly Diagnostic[]> {
  const { address, store, computeKey, jobs, debug, browser: named } = options;
  const press = openPress(
    { jobs, debug, ...(named !== undefined && { browser: named }) },
    { host: nodeHost, signal: new AbortController().signal },
  );
  const pool = new FinishPool();
  try {
    const browser = await identifyBrowser(named, nodeHost);
    const machine = identifyMachine(browser);
    const tools = { machine, store, computeKey, steps: openWorkerSteps(press, pool, browser) };
    press.warm();
    pool.warm(jobs);
    return await serve(options, machine, (data) => doJob(data, tools));
  } catch (error) {
    if (error instanceof BrowserError) return [error.diagnostic];
    return [diagnostic('queue-unreachable', { queue: nameQueue(address), reason: messageOf(error) })];
  } finally {
    await Promise.all([press.close(), pool.close()]);
  }
}

async function serve(options: WorkerOptions, machine: string, work: DoJob): Promise<readonly Diagnostic[]> {
  const { address, jobs, signal, onLine, limits = QUEUE_LIMITS, grace = GRACE } = options;
  const tally: Tally = { active: 0, done: 0, failed: 0 };
  const ended = Promise.withResolvers<readonly Diagnostic[]>();
  const givenBack = Promise.withResolvers<Error>();
  const untilGivenBack = watchEnd(givenBack.promise);
  const doOne: DoJob = async (data) => {
    tally.active += 1;
    try {
      await untilGivenBack(work(data));
      tally.done += 1;
    } catch (error) {
      if (error instanceof BrowserError) {
        // Another worker has another browser process, and perhaps more memory. This one would fail again.
        ended.resolve([error.diagnostic]);
        throw new GivenBackError(error.message);
      }
      if (!(error instanceof GivenBackError)) noteFailure(error, tally, options);
      throw error;
    } finally {
      tally.active -= 1;
    }
  };
  signal.addEventListener('abort', () => ended.resolve([]), { once: true });
  if (signal.aborted) return [];
  const id = randomUUID();
  const server = await serveJobs(address, nameJobs(machine), doOne, { id, concurrency: jobs, limits });
  onLine(`worker: takes jobs from ${nameQueue(address)}, ${jobs} at once`);
  const stopLines = repeatLines(tally, onLine);
  try {
    return await ended.promise;
  } finally {
    stopLines();
    await waitForJobs(server, tally, grace);
    givenBack.resolve(new GivenBackError('the worker ends'));
    await waitForJobs(server, tally, REPORT_TIME);
    await server.close();
    onLine(`worker: ended, ${describe(tally)}`);
  }
}

/** Counts a failure. Shows the reason of each with `--debug`, else of the first. */
function noteFailure(error: unknown, tally: Tally, { debug, onLine }: WorkerOptions): void {
  tally.failed += 1;
  if (debug || tally.failed === 1) onLine(`worker: a job failed: ${messageOf(error)}`);
}

/** Waits until all jobs are done and the queue has been informed, but not for a queue that is gone. @param time ms at most */
async function waitForJobs(server: JobServer, tally: Tally, time: number): Promise<void> {
  let isDrained = false;
  void server.drain().then(() => {
    isDrained = true;
  });
  let idle = 0;
  for (let waited = 0; waited < time && idle < REPORT_TIME && !isDrained; waited += TICK) {
    await sleep(TICK);
    idle = tally.active === 0 ? idle + TICK : 0;
  }
}

/** Reports the tally when it has changed. Returns the function that ends this. */
function repeatLines(tally: Tally, onLine: (line: string) => void): () => void {
  let last = describe(tally);
  const timer = setInterval(() => {
    const now = describe(tally);
    if (now !== last) onLine(`worker: ${now}`);
    last = now;
  }, LINE_INTERVAL);
  return () => clearInterval(timer);
}

const describe = ({ done, failed }: Tally): string =>
  `${done} ${done === 1 ? 'job' : 'jobs'} done${failed === 0 ? '' : `, ${failed} failed`}`;

/** Draws a diagram in a worker thread, which ends when it takes too much time or memory. */
import { startThread } from '../../runtime/threads/start-thread.ts';
import { DRAW_MEMORY, DRAW_TIMEOUT, type DrawRequest, type DrawResult } from './engine.ts';

/** Memory of JavaScript in MB. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: DRAW_MEMORY, maxYoungGenerationSizeMb: 64 } as const;

/**
 * Draws a diagram in a thread of its own.
 * @param limit time in ms
 */
export async function drawInThread(
  request: DrawRequest,
  signal: AbortSignal,
  limit: number = DRAW_TIMEOUT,
): Promise<DrawResult> {
  signal.throwIfAborted();
  const worker = startThread('render/diagrams/diagram-worker', {
    ...{ workerData: request, resourceLimits: RESOURCE_LIMITS },
    // What a library writes is no output of ours; and it sees no variable of the environment.
    ...{ stdout: true, stderr: true, env: {} },
  });
  const { promise, resolve } = Promise.withResolvers<DrawResult>();
  const timer = setTimeout(() => resolve({ fault: describeTimeout(limit) }), limit);
  const abort = (): void => resolve({ fault: 'it was stopped' });
  signal.addEventListener('abort', abort);
  worker
    .once('message', resolve)
    .once('error', ({ message }: Error) => resolve({ fault: message }))
    .once('exit', () => resolve({ fault: 'the thread that draws it ended' }));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    await worker.terminate();
    signal.throwIfAborted();
  }
}

/** Says that a diagram took too long. @param limit in ms */
export const describeTimeout = (limit: number): string =>
  `it took longer than ${Math.round(limit / 1000)} seconds`;

/** Says that a diagram took too much memory. @param limit in MB */
export const describeMemory = (limit: number): string => `it needs more than ${limit} MB of memory`;

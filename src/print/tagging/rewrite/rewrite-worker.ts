/**
 * The worker thread that rewrites content streams beside the main thread. Each message to it is a {@link
 * Batch}. No other module imports it, because it listens to the messages of the thread that loads it.
 */
import { parentPort } from 'node:worker_threads';
import { type Batch, claimEach, type RewriteMessage, WORKER } from './batch.ts';
import { type RewriteJob, type RewriteResult, rewriteAndDeflate } from './rewrite-stream.ts';

function processBatch(batch: Batch): void {
  const { file, first, jobs } = batch;
  for (const index of claimEach(batch, WORKER)) {
    const result = tryRewrite(jobs[index]);
    parentPort?.postMessage({ file, number: first + index, result } satisfies RewriteMessage);
  }

  function tryRewrite(job: RewriteJob | undefined): RewriteResult | undefined {
    try {
      return job && rewriteAndDeflate(job, batch);
    } catch {
      return undefined;
    }
  }
}

parentPort?.on('message', processBatch);

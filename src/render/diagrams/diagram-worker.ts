/** A worker thread that draws one diagram. It gets the texts that it needs, and answers with SVG. */
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../../lib/text/error-message.ts';
import type { DrawRequest, DrawResult } from './engine.ts';

const request = workerData as DrawRequest;

async function draw(): Promise<DrawResult> {
  if (request.kind === 'graphviz') return (await import('./graphviz.ts')).drawGraphviz(request);
  return (await import('./vega.ts')).drawVegaLite(request);
}

draw()
  .catch((error: unknown): DrawResult => ({ fault: messageOf(error) }))
  .then((result) => parentPort?.postMessage(result));

/** Runs plugins in a worker thread, which ends when one of them takes too much time or memory. */
import type { Worker } from 'node:worker_threads';
import type { PluginAnswer, PluginFile, PluginPlan, PluginPoint, Plugins } from '../../core/model/plugins.ts';
import { startThread } from '../threads/start-thread.ts';
import type { PluginRequest, ThreadMessage } from './thread-messages.ts';

/** Time for the plugins of a point and one chapter, in ms. The first chapter's has the loading in it. */
export const PLUGIN_TIME = 30_000;

/** Memory of JavaScript for all plugins, in MB. */
export const PLUGIN_MEMORY = 1024;
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: PLUGIN_MEMORY, maxYoungGenerationSizeMb: 64 } as const;

type Ended = { readonly kind: 'ended'; readonly reason: string } | { readonly kind: 'late' };

/** The plugins of a build. Their thread starts with the first tree. */
export class PluginRunner implements Plugins {
  readonly digest: string;
  readonly #plan: PluginPlan;
  readonly #signal: AbortSignal;
  readonly #limit: number;
  #worker: Worker | undefined;
  /** Whether one has failed in a way that no other chapter would escape. */
  #isOff = false;
  /** One tree after the other. */
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param signal stops a plugin that runs
   * @param limit time for the plugins of a point and one chapter, in ms
   */
  constructor(plan: PluginPlan, signal: AbortSignal, limit: number = PLUGIN_TIME) {
    this.digest = plan.digest;
    this.#plan = plan;
    this.#signal = signal;
    this.#limit = limit;
  }

  run(point: PluginPoint, tree: unknown, file: PluginFile): Promise<PluginAnswer> {
    const hasAny = this.#plan[point].length > 0 || this.#plan.configFile !== undefined;
    if (!hasAny) return Promise.resolve({ kind: 'tree', tree, messages: [] });
    const answer = this.#last.then(() =>
      this.#ask({ point, tree, file: { path: file.path, text: file.text } }),
    );
    this.#last = answer;
    return answer;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  async #ask(request: PluginRequest): Promise<PluginAnswer> {
    if (this.#isOff || this.#signal.aborted) return { kind: 'off', messages: [] };
    const worker = this.#start();
    let plugin: string = request.point;
    const { promise, resolve } = Promise.withResolvers<Exclude<ThreadMessage, { kind: 'starts' }> | Ended>();
    const onMessage = (message: ThreadMessage): void => {
      if (message.kind === 'starts') plugin = message.plugin;
      else resolve(message);
    };
    const onError = (error: Error): void => resolve({ kind: 'ended', reason: describeEnd(error) });
    const onExit = (): void => resolve({ kind: 'ended', reason: 'it ended the thread that it ran in' });
    const abort = (): void => resolve({ kind: 'ended', reason: 'it was stopped' });
    const timer = setTimeout(() => resolve({ kind: 'late' }), this.#limit);
    this.#signal.addEventListener('abort', abort);
    worker.on('message', onMessage).once('error', onError).once('exit', onExit);
    worker.postMessage(request);
    const answer = await promise;
    clearTimeout(timer);
    this.#signal.removeEventListener('abort', abort);
    worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    return this.#conclude(answer, plugin);
  }

  /** @param plugin the last one that was started */
  async #conclude(
    answer: Exclude<ThreadMessage, { kind: 'starts' }> | Ended,
    plugin: string,
  ): Promise<PluginAnswer> {
    if (answer.kind === 'tree') return answer;
    if (answer.kind === 'failed') {
      this.#isOff = answer.isBroken;
      return answer;
    }
    this.#isOff = true;
    await this.close();
    if (answer.kind === 'late') {
      return { kind: 'late', plugin, seconds: Math.ceil(this.#limit / 1000), messages: [] };
    }
    return { kind: 'failed', plugin, reason: answer.reason, messages: [] };
  }

  #start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const options = { workerData: this.#plan, resourceLimits: RESOURCE_LIMITS };
    const worker = startThread('runtime/plugins/plugin-worker', options);
    worker.unref();
    // The tree that is waited for gets the error.
    worker.on('error', () => undefined);
    this.#worker = worker;
    return worker;
  }
}

function describeEnd(error: Error): string {
  const isMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isMemory ? `it needs more than ${PLUGIN_MEMORY} MB of memory` : error.message;
}

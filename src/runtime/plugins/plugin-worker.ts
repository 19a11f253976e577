/** The worker thread of plugins. It loads them with the first tree, and has them change one tree after the other. */
import process from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';
import type { Node } from 'unist';
import { VFile } from 'vfile';
import type { PluginMessage, PluginPlan } from '../../core/model/plugins.ts';
import { messageOf } from '../../lib/text/error-message.ts';
import { LoadError, type LoadedPlugins, loadPlugins } from './load-plugins.ts';
import type { PluginRequest, ThreadMessage } from './thread-messages.ts';

// What a plugin prints must not get into a report on the standard output.
process.stdout.write = process.stderr.write.bind(process.stderr);

const plan = workerData as PluginPlan;
const post = (message: ThreadMessage): void => parentPort?.postMessage(message);
const start = (plugin: string): void => post({ kind: 'starts', plugin });

let loading: Promise<LoadedPlugins> | undefined;

/** Has the plugins of a point change a tree. */
async function run({ point, tree, file }: PluginRequest): Promise<ThreadMessage> {
  const messages: PluginMessage[] = [];
  const isFirst = loading === undefined;
  loading ??= loadPlugins(plan, start);
  let plugin = '';
  try {
    const loaded = await loading;
    if (isFirst) messages.push(...listUnusedSyntax(loaded));
    let changed = tree as Node;
    for (const { name, processor } of loaded[point]) {
      plugin = name;
      start(name);
      const own = new VFile({ path: file.path, value: file.text, cwd: plan.root });
      try {
        changed = await processor.run(changed, own);
      } finally {
        messages.push(...own.messages.filter(({ fatal }) => fatal !== true).map(describeMessage(name)));
      }
    }
    return { kind: 'tree', tree: changed, messages };
  } catch (error) {
    const isBroken = error instanceof LoadError;
    const name = isBroken ? error.plugin : plugin;
    return { kind: 'failed', plugin: name, reason: describeError(error), messages, isBroken };
  }
}

/** The first line of an error; a module that is not found has a stack of importers below it. */
const describeError = (error: unknown): string => messageOf(error).split('\n', 1)[0] ?? '';

const listUnusedSyntax = (loaded: LoadedPlugins): readonly PluginMessage[] =>
  loaded.remark
    .filter(({ addsSyntax }) => addsSyntax)
    .map(({ name }) => ({ plugin: name, text: '', isUnusedSyntax: true }));

/** Returns what a plugin reported, as data. */
const describeMessage =
  (plugin: string) =>
  ({ reason, line, column }: VFile['messages'][number]): PluginMessage => ({
    ...{ plugin, text: reason },
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  });

let queue: Promise<void> = Promise.resolve();
parentPort?.on('message', (request: PluginRequest) => {
  queue = queue.then(async () => {
    const answer = await run(request);
    try {
      post(answer);
    } catch (error) {
      const reason = `the tree contains what is no data: ${describeError(error)}`;
      post({
        kind: 'failed',
        plugin: request.point,
        reason,
        messages: answer.kind === 'starts' ? [] : answer.messages,
        isBroken: false,
      });
    }
  });
});

/** Performs the task of a command in the thread that calls it. */

import { traceSpan } from '../../core/trace.ts';
import type { PrelaunchedBrowser } from '../../runtime/browser/prelaunched-browser.ts';
import type { BuildEnvironment } from '../tracked-context.ts';
import type { CommandTask, TaskValue } from './messages.ts';

/**
 * Performs a task and closes the cache, the browser and the thread of plugins.
 * @param prelaunched a browser that is already starting
 */
export async function performTask(
  task: CommandTask,
  environment: BuildEnvironment,
  prelaunched?: PrelaunchedBrowser,
): Promise<TaskValue> {
  const { context, cache } = environment;
  if (task.kind === 'merge') {
    const { mergeShards } = await import('../manifest/merge.ts');
    return mergeShards(task.parts, task.out, context);
  }
  try {
    if (task.kind === 'check') {
      const { checkContent } = await import('../checking/check-content.ts');
      return await checkContent(task.request, environment);
    }
    const load = () => import('../run-build.ts');
    const { buildContent } = await traceSpan(context, 'load', 'what reads, renders and prints', load);
    return await buildContent(task.request, environment, prelaunched, task.former);
  } finally {
    await Promise.all([cache?.close(), prelaunched?.close(), context.plugins?.close()]);
  }
}

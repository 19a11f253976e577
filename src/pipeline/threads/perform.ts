/** A task, done in the thread that calls it. */

import { traced } from '../../core/trace.ts';
import type { EarlyBrowser } from '../../runtime/browser/prelaunched-browser.ts';
import type { ManifestFile } from '../manifest/manifest.ts';
import type { Workplace } from '../tracked-context.ts';
import type { Task } from './messages.ts';

/** @param early a browser that is starting already */
export async function perform(
  task: Task,
  workplace: Workplace,
  early?: EarlyBrowser,
): Promise<readonly ManifestFile[] | readonly string[]> {
  const { context, cache } = workplace;
  if (task.task === 'merge') {
    const { mergeParts } = await import('../manifest/merge.ts');
    return mergeParts(task.parts, task.out, context);
  }
  const load = () => import('../run-build.ts');
  try {
    const { buildContent, checkContent } = await traced(
      context,
      'load',
      'what reads, renders and prints',
      load,
    );
    if (task.task === 'check') return await checkContent(task.request, workplace);
    return await buildContent(task.request, workplace, early, task.former);
  } finally {
    await Promise.all([cache?.close(), early?.close()]);
  }
}

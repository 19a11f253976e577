/** Reads the pages of a site of VuePress or VitePress by their names; its sidebar is a program, and is not run. */
import { posix } from 'node:path';
import type { Context } from '../../../core/model/context.ts';
import type { ProjectFiles } from '../find-project.ts';
import type { Outline } from '../outline.ts';
import { readPageFacts } from '../page-facts.ts';
import { listScanned } from './scanned.ts';
import { readScript } from './script-settings.ts';

export async function readVuePress(
  { folder, file }: ProjectFiles,
  context: Context,
): Promise<Outline | undefined> {
  const setting = await readScript(posix.join(folder, posix.basename(file)), 'config', context);
  return {
    title: setting('title'),
    description: setting('description'),
    language: setting('lang'),
    ...(await listScanned(folder, '.', context, {
      readPage: (path) => readPageFacts(folder, path, context),
    })),
  };
}

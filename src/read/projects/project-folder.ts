/** Finds the folder of the project that a publication is part of: the nearest one above it with the settings of a program. */
import { join, posix } from 'node:path';
import type { Context } from '../../core/model/context.ts';
import { PROJECT_FILE } from '../settings/project-file.ts';
import { PROJECT_MARKERS } from './project-markers.ts';

/** What says where a project begins. */
const PROJECT_FILES = [
  PROJECT_FILE,
  ...PROJECT_MARKERS.flatMap(({ settings }): readonly string[] => settings),
  ...['_config.toml', 'zensical.toml'],
];

/**
 * Returns the folder of the project, within the root; without one, the folder itself, never one above it.
 * @param folder relative to the root
 */
export async function findProjectFolder(
  folder: string,
  { root, host }: Pick<Context, 'root' | 'host'>,
): Promise<string> {
  if (folder.startsWith('..')) return folder;
  for (let at = posix.normalize(folder); ; at = posix.dirname(at)) {
    for (const name of PROJECT_FILES) {
      if ((await host.kind(join(root, at, name))) !== undefined) return at;
    }
    if (at === '.' || at === '/') return folder;
  }
}

/** Finds the settings of other programs, which may have several names. */
import { join, posix } from 'node:path';
import type { Context } from '../../core/model/context.ts';

/** Returns the path of the first file of these names in a folder, relative to the root. */
export async function findFile(
  folder: string,
  names: readonly string[],
  { root, host }: Context,
): Promise<string | undefined> {
  for (const name of names) {
    const path = posix.join(folder, name);
    if ((await host.kind(join(root, path))) === 'file') return path;
  }
  return undefined;
}

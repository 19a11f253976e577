/** Where a checkout of git begins. */
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUpFrom } from '../../lib/text/paths.ts';

/**
 * Finds the nearest folder around a folder, or itself, that has a `.git`, which no commit can contain.
 * @param folder absolute path of an existing folder
 * @returns absolute path without links; `undefined` where there is none
 */
export const checkoutAround = (folder: string): string | undefined =>
  foldersUpFrom(realpathSync.native(folder)).find((at) => existsSync(join(at, '.git')));

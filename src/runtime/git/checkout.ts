/** Finds the top folder of a git checkout. */
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { listFoldersUp } from '../../lib/text/paths.ts';

/**
 * Returns the nearest parent folder, or the folder itself, that contains `.git`. No commit can contain a
 * `.git`.
 * @param folder absolute path of an existing folder
 * @returns absolute path without links; `undefined` if there is none
 */
export const findCheckout = (folder: string): string | undefined =>
  listFoldersUp(realpathSync.native(folder)).find((at) => existsSync(join(at, '.git')));

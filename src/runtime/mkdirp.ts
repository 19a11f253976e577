/** Makes folders with their parents. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and its parents. Rejects as `mkdir` does. Does not use `mkdir` with `recursive`, because
 * that never returns in a file system without writable folders, such as `/proc`.
 * @param mode permissions of the new folders; left out: the default of the process
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  const failure = tryMakeFolder(path, mode);
  if (failure === undefined) return;
  if (failure.code !== 'ENOENT' || dirname(path) === path) throw failure;
  await makeFolder(dirname(path), mode);
  const again = tryMakeFolder(path, mode);
  if (again !== undefined) throw again;
}

/**
 * Makes one folder. Synchronous, because that is faster than the thread pool. A folder that exists is no
 * error.
 */
function tryMakeFolder(path: string, mode: number | undefined): NodeJS.ErrnoException | undefined {
  try {
    mkdirSync(path, mode);
  } catch (error) {
    const failure = error as NodeJS.ErrnoException;
    if (failure.code !== 'EEXIST') return failure;
  }
  return undefined;
}

/** Folders made where there are none. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * With those above it. `mkdir` with `recursive` never ends where a file system takes no folders, as below `/proc`.
 * Rejects as `mkdir` does.
 * @param mode of those that are made; left out: what the process gives
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  try {
    await mkdir(path, mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path), mode);
    // Another may have made it meanwhile.
    await mkdir(path, mode).catch((again: NodeJS.ErrnoException) => {
      if (again.code !== 'EEXIST') throw again;
    });
  }
}

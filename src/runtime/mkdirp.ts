/** Folders made where there are none. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * With those above it. `mkdir` with `recursive` never ends where a file system takes no folders, as below `/proc`.
 * Rejects as `mkdir` does.
 * @param mode of those that are made; left out: what the process gives
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  const failure = tryToMake(path, mode);
  if (failure === undefined) return;
  if (failure.code !== 'ENOENT' || dirname(path) === path) throw failure;
  await makeFolder(dirname(path), mode);
  const again = tryToMake(path, mode);
  if (again !== undefined) throw again;
}

/** At once: to wait for another thread takes longer. Another process may have made it meanwhile. */
function tryToMake(path: string, mode: number | undefined): NodeJS.ErrnoException | undefined {
  try {
    mkdirSync(path, mode);
  } catch (error) {
    const failure = error as NodeJS.ErrnoException;
    if (failure.code !== 'EEXIST') return failure;
  }
  return undefined;
}

/** Makes folders for files that are needed only while the program runs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { registerLeftover } from './process/leftovers.ts';
import { makeTemporaryUserFolder } from './user-cache.ts';

/** A folder that only the user can read. */
export interface TemporaryFolder {
  /** Absolute path. */
  readonly path: string;
  /** Removes it with all that is in it. */
  remove(): Promise<void>;
}

/** Makes a folder in the temporary folder of the system. It is also removed where the process ends before it is. */
export async function makeTemporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(await makeTemporaryUserFolder(), 'build-'));
  const forget = registerLeftover({ kind: 'folder', path });
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
      forget();
    },
  };
}

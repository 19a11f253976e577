/** The cache kept to a size: what has not been used for longest goes first. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

interface Entry {
  readonly path: string;
  readonly size: number;
  /** Milliseconds; of a clock that may be wrong, which matters to no result. */
  readonly used: number;
}

/** What a build that was killed has left is no entry; one that is being written is younger. */
const ABANDONED = 3_600_000;
/** Files asked about at once. */
const AT_ONCE = 64;
/** Of the size: so that not every build has something to remove. */
const ROOM = 0.9;

/**
 * Removes entries until the folder has 9 tenths of `size`, if it has more than that.
 * @param folder absolute path of the entries
 * @param size bytes
 */
export async function prune(folder: string, size: number): Promise<void> {
  const entries = await entriesOf(folder);
  let total = 0;
  for (const { path, size, used } of entries) {
    if (path.endsWith('.tmp') && Date.now() - used > ABANDONED) await rm(path, { force: true });
    total += size;
  }
  if (total <= size) return;
  for (const { path, size: bytes } of [...entries].sort((one, other) => one.used - other.used)) {
    if (total <= size * ROOM) return;
    await rm(path, { force: true });
    total -= bytes;
  }
}

async function entriesOf(folder: string): Promise<readonly Entry[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const entries: Entry[] = [];
  for (let from = 0; from < files.length; from += AT_ONCE) {
    const some = await Promise.all(files.slice(from, from + AT_ONCE).map(entryAt));
    entries.push(...some.filter((entry) => entry !== undefined));
  }
  return entries;
}

/** Nothing, when another build has removed it meanwhile. */
async function entryAt(path: string): Promise<Entry | undefined> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { path, size, used: mtimeMs };
  } catch {
    return undefined;
  }
}

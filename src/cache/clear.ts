/** The cache emptied. Whatever else lies in its folder stays: it may have been named by mistake. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Entries of this and of former makes. */
const OURS = /^entries-\d+$/;
const MARKS = ['CACHEDIR.TAG', '.gitignore'];

/**
 * @param folder absolute path of the cache; nothing happens when there is none
 * @returns how many entries there were
 */
export async function clearCache(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const ours = names.filter((name) => OURS.test(name));
  let entries = 0;
  for (const name of ours) {
    const files = await readdir(join(folder, name), { recursive: true, withFileTypes: true });
    entries += files.filter((file) => file.isFile()).length;
    await rm(join(folder, name), { recursive: true, force: true });
  }
  if (ours.length > 0) for (const mark of MARKS) await rm(join(folder, mark), { force: true });
  return entries;
}

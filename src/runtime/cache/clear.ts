/** The cache emptied. Whatever else lies in its folder stays: it may have been named by mistake. */
import type { OwnFolder } from '../guard/own-folder.ts';

/** Entries of this and of former makes. */
const OURS = /^entries-\d+$/;
const MARKS = ['CACHEDIR.TAG', '.gitignore'];

/**
 * Removes all entries; nothing happens when there is no cache.
 * @returns how many entries there were
 */
export function clearEntries(root: OwnFolder): number {
  const ours = root.list().filter(({ name, kind }) => kind === 'folder' && OURS.test(name));
  let entries = 0;
  for (const { name } of ours) {
    entries += countFiles(root, [name]);
    root.remove(name);
  }
  if (ours.length > 0) for (const mark of MARKS) root.remove(mark);
  return entries;
}

function countFiles(root: OwnFolder, names: readonly string[]): number {
  let count = 0;
  for (const { name, kind } of root.list(...names)) {
    count += kind === 'file' ? 1 : countFiles(root, [...names, name]);
  }
  return count;
}

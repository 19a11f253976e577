/** Clears the cache. Other files in its folder stay, because the folder can have been named by mistake. */
import type { OwnFolder } from '../guard/own-folder.ts';

/** Folders of entries of this and of earlier versions. */
const ENTRY_FOLDER = /^entries-\d+$/;
const MARKER_FILES = ['CACHEDIR.TAG', '.gitignore'];

/**
 * Removes all entries. Does nothing if there is no cache.
 * @returns the number of removed entries
 */
export function clearEntries(root: OwnFolder): number {
  const ours = root.list().filter(({ name, kind }) => kind === 'folder' && ENTRY_FOLDER.test(name));
  let entries = 0;
  for (const { name } of ours) {
    entries += countFiles(root, [name]);
    root.remove(name);
  }
  if (ours.length > 0) for (const mark of MARKER_FILES) root.remove(mark);
  return entries;
}

function countFiles(root: OwnFolder, names: readonly string[]): number {
  let count = 0;
  for (const { name, kind } of root.list(...names)) {
    count += kind === 'file' ? 1 : countFiles(root, [...names, name]);
  }
  return count;
}

/** Resolves symbolic links. */
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';

/**
 * Real paths of folders. Valid for one turn of the event loop, in which most accessed paths are in the same
 * few folders.
 */
const folderCache = new Map<string, string>();

/**
 * Returns a path with all links followed.
 * @param path absolute and normal
 * @throws the error of `node:fs` if the path does not exist
 */
export function resolveRealPath(path: string): string {
  if (dirname(path) === path || lstatSync(path).isSymbolicLink()) return realpathSync.native(path);
  const folder = resolveFolder(dirname(path));
  return `${folder}${folder.endsWith(sep) ? '' : sep}${basename(path)}`;
}

function resolveFolder(folder: string): string {
  const known = folderCache.get(folder);
  if (known !== undefined) return known;
  if (folderCache.size === 0) setImmediate(() => folderCache.clear()).unref();
  const real = realpathSync.native(folder);
  folderCache.set(folder, real);
  return real;
}

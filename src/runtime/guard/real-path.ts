/** Where paths really lead, asked of the disk. */
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';

/** Where folders really are; known for one turn of the event loop, in which most paths that are asked for lie in the same few folders. */
const folders = new Map<string, string>();

/**
 * Returns a path with all links followed.
 * @param path absolute and normal
 * @throws what `node:fs` throws where nothing is there
 */
export function realPath(path: string): string {
  if (dirname(path) === path || lstatSync(path).isSymbolicLink()) return realpathSync.native(path);
  const folder = realFolder(dirname(path));
  return `${folder}${folder.endsWith(sep) ? '' : sep}${basename(path)}`;
}

function realFolder(folder: string): string {
  const known = folders.get(folder);
  if (known !== undefined) return known;
  if (folders.size === 0) setImmediate(() => folders.clear()).unref();
  const real = realpathSync.native(folder);
  folders.set(folder, real);
  return real;
}

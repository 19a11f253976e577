/** Shows paths of the output folder as an author knows them. */
import { join, relative, sep } from 'node:path';
import { isWithin } from '../../lib/text/paths.ts';

/** Folders by which paths are shown. Absolute. */
export interface ShownFolders {
  readonly root: string;
  readonly out: string;
}

/** Returns a path of the output folder relative to the project if it is in it, else absolute. */
export function showPath(path: string, { root, out }: ShownFolders): string {
  const absolute = join(out, path);
  return isWithin(absolute, root) ? relative(root, absolute).split(sep).join('/') : absolute;
}

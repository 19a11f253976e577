/** Chooses the ids of chapters, so that no two are the same. */
import { deriveId, deriveIdFromPath, findFreeId } from '../source/file-id.ts';

/** Where ids come from: the name of the file, or its whole path in a book of another program. */
export type IdOrigin = 'name' | 'path';

/**
 * Returns an id for each path: without the numbers that put files in order, unless two would be the same.
 * @param paths without repetitions
 * @param taken ids that authors have given
 */
export function chooseIds(
  paths: readonly string[],
  origin: IdOrigin,
  taken: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, string> {
  const short = paths.map((path) =>
    origin === 'name' ? deriveId(path) : deriveIdFromPath(dropNumbers(path)),
  );
  const chosen = new Set([...taken].map((id) => id.toLowerCase()));
  const counts = new Map<string, number>();
  for (const id of [...short, ...chosen]) counts.set(id, (counts.get(id) ?? 0) + 1);
  const ids = new Map<string, string>();
  for (const [index, path] of paths.entries()) {
    const wanted = short[index] ?? '';
    const id = findFreeId((counts.get(wanted) ?? 0) > 1 ? deriveIdFromPath(path) : wanted, chosen);
    chosen.add(id);
    ids.set(path, id);
  }
  return ids;
}

/** Removes the numbers at the beginning of each name in a path. */
const dropNumbers = (path: string): string =>
  path
    .split('/')
    .map((name) => name.replace(/^\d{1,3}[-_. ]+(?=[^.\d])/, ''))
    .join('/');

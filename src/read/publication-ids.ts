/** Gives publications of one name ids from their whole paths, so that no two are written to one folder. */
import { deriveIdFromPath, findFreeId } from './source/file-id.ts';

/** A publication as it was found. Paths are relative to the root. */
interface Found {
  readonly id: string;
  readonly form: 'folder' | 'file';
  readonly folder: string;
  readonly file: string;
}

/**
 * Returns the publications, those whose ids would be the same with ids from their paths: `a/intro.md` → `a-intro`. Ids
 * that differ only in case count as the same, because file systems do not distinguish them.
 */
export function separateIds<T extends Found>(found: readonly T[]): readonly T[] {
  const counts = new Map<string, number>();
  for (const { id } of found) counts.set(id.toLowerCase(), (counts.get(id.toLowerCase()) ?? 0) + 1);
  const isShared = ({ id }: T): boolean => (counts.get(id.toLowerCase()) ?? 0) > 1;
  const taken = new Set(found.filter((one) => !isShared(one)).map(({ id }) => id.toLowerCase()));
  return found.map((one) => {
    if (!isShared(one)) return one;
    const id = findFreeId(deriveIdFromPath(pathOf(one)), taken);
    taken.add(id.toLowerCase());
    return { ...one, id };
  });
}

/** Returns the path that distinguishes a publication, without the folder that holds all of them. */
const pathOf = ({ form, folder, file }: Found): string =>
  (form === 'folder' ? `${folder}/index.md` : file).replace(/^content\//, '');

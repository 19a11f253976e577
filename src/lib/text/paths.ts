/** Compares absolute, normalized paths. */
import { dirname, sep } from 'node:path';

/** Returns a folder and all its ancestors, the nearest first. */
export function listFoldersUp(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...listFoldersUp(above)];
}

/** Returns whether a path is a folder or is inside it. */
export const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

const normalizeForComparison = (path: string): string => path.normalize('NFC').toLowerCase();

/**
 * Returns whether two paths name the same file, also on file systems that ignore case or Unicode
 * normalization.
 */
export const isSamePath: (one: string, other: string) => boolean =
  process.platform === 'linux'
    ? (one, other) => one === other
    : (one, other) => normalizeForComparison(one) === normalizeForComparison(other);

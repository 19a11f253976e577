/** Absolute, normal paths compared. */
import { dirname, sep } from 'node:path';

/** Returns a folder and all above it; the nearest first. */
export function foldersUpFrom(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersUpFrom(above)];
}

/** Returns whether a path is a folder or lies in it. */
export const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

const comparable = (path: string): string => path.normalize('NFC').toLowerCase();

/** Returns whether two paths name one file, also on a disk that does not tell capitals or compositions apart. */
export const isSamePath: (one: string, other: string) => boolean =
  process.platform === 'linux'
    ? (one, other) => one === other
    : (one, other) => comparable(one) === comparable(other);

/**
 * Allocates file names that every reading system and file system accepts: short, ASCII, lower case, unique in
 * the package.
 */

const MAX_STEM_LENGTH = 60;

/** Allocates each name once. */
export interface FileNames {
  /**
   * Returns the wished name in ASCII, with `-2`, `-3`, … if it is taken.
   * @param extension with the dot
   * @param otherwise the stem if nothing of the wish is left in ASCII
   */
  allocate(wish: string, extension: string, otherwise: string): string;
}

/** Creates an allocator. @param reserved names, with extension, that it must not return */
export function createFileNames(reserved: readonly string[] = []): FileNames {
  const taken = new Set(reserved);
  // Counting by stem takes linear time for thousands of chapters whose names all become the same stem.
  const counts = new Map<string, number>();
  return {
    allocate(wish, extension, otherwise) {
      const stem = toAsciiStem(wish) || otherwise;
      let count = counts.get(stem + extension) ?? 1;
      let name = count === 1 ? stem + extension : `${stem}-${count}${extension}`;
      while (taken.has(name)) name = `${stem}-${++count}${extension}`;
      counts.set(stem + extension, count);
      taken.add(name);
      return name;
    },
  };
}

function toAsciiStem(wish: string): string {
  return wish
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_STEM_LENGTH)
    .replace(/^-+|-+$/g, '');
}

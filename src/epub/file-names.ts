/** File names that every reading system and file system takes: short, ASCII, lower case, unique in the package. */

const LONGEST = 60;

/** Gives names out, each once. */
export interface Names {
  /**
   * A name like the wish; another with `-2`, `-3`, … where it is taken.
   * @param extension with the dot
   * @param otherwise the stem when nothing of the wish is left in ASCII
   */
  take(wish: string, extension: string, otherwise: string): string;
}

/** @param reserved names, extension included, that are not to be given out */
export function openNames(reserved: readonly string[] = []): Names {
  const taken = new Set(reserved);
  // Thousands of chapters may have names of which nothing is left, and all wish for the same.
  const counts = new Map<string, number>();
  return {
    take(wish, extension, otherwise) {
      const stem = asciiStem(wish) || otherwise;
      let count = counts.get(stem + extension) ?? 1;
      let name = count === 1 ? stem + extension : `${stem}-${count}${extension}`;
      while (taken.has(name)) name = `${stem}-${++count}${extension}`;
      counts.set(stem + extension, count);
      taken.add(name);
      return name;
    },
  };
}

function asciiStem(wish: string): string {
  return wish
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
}

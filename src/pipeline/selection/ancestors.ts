/** Paths with `/`, and the folders that they lie in. */

/** `a/b/c` → `a/b`, `a`, `.`; the nearest first. A path out of the project has none. */
export function foldersOf(path: string): readonly string[] {
  if (path === '.' || path.startsWith('../../')) return [];
  const names = path.split('/').slice(0, -1);
  return [...names.map((_, at) => names.slice(0, names.length - at).join('/')), '.'];
}

/** Lists the folders that contain a path. */

/** Returns the folders above a path with `/`, nearest first: `a/b/c` → `a/b`, `a`, `.`. A path outside the project has none. */
export function ancestorFolders(path: string): readonly string[] {
  if (path === '.' || path.startsWith('../')) return [];
  const names = path.split('/').slice(0, -1);
  return [...names.map((_, at) => names.slice(0, names.length - at).join('/')), '.'];
}

/** Checks that a path of a manifest, which may have been edited by hand, does not leave the output folder. */

/** Returns whether a path is relative, with `/`, below the folder of the manifest, and not the manifest itself. */
export function isSafeRelativePath(path: string): boolean {
  const names = path.split('/');
  const leadsUp = names.some((part) => part === '' || part === '.' || part === '..');
  return !leadsUp && !/[\\\0]|^[A-Za-z]:/.test(path) && path !== 'manifest.json';
}

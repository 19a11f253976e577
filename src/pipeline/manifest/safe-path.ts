/** Whether a path that somebody may have written by hand stays in the output folder. */

/** Relative, with `/`, below the folder that the manifest lies in. */
export function isInside(path: string): boolean {
  const names = path.split('/');
  const leadsUp = names.some((part) => part === '' || part === '.' || part === '..');
  return !leadsUp && !/[\\\0]|^[A-Za-z]:/.test(path) && path !== 'manifest.json';
}

/** Nothing outside a publication's folder gets into its pages, whatever path or symbolic link leads there. */
import { join, posix, relative, sep } from 'node:path';
import type { Host } from './host.ts';
import type { Context } from './model.ts';

export type Fenced =
  | { readonly found: 'inside'; readonly path: string }
  | { readonly found: 'outside' }
  | { readonly found: 'missing'; readonly path: string };

/**
 * Looks for a file inside a folder.
 * @param folder the fence, relative to the root
 * @param path relative to the folder, with `/`
 * @returns the path relative to the folder, normalised
 */
export async function findInside(folder: string, path: string, { root, host }: Context): Promise<Fenced> {
  const normal = posix.normalize(path);
  if (posix.isAbsolute(normal) || normal === '..' || normal.startsWith('../')) return { found: 'outside' };
  const absolute = join(root, folder, normal);
  if ((await host.kind(absolute)) !== 'file') return { found: 'missing', path: normal };
  const inside = await liesIn(join(root, folder), absolute, host);
  return inside ? { found: 'inside', path: normal } : { found: 'outside' };
}

/** Whether a file lies in a folder when all symbolic links are followed. Both paths are absolute and exist. */
export async function liesIn(folder: string, path: string, host: Host): Promise<boolean> {
  const [fence, real] = await Promise.all([host.resolve(folder), host.resolve(path)]);
  return real.startsWith(fence.endsWith(sep) ? fence : fence + sep);
}

/** Whether a path of the project is a way out of it: written as inside, but a link to elsewhere. */
export async function leadsOut(
  path: string,
  { root, host }: Pick<Context, 'root' | 'host'>,
): Promise<boolean> {
  const written = join(root, path);
  const claimsInside = !relative(root, written).startsWith('..');
  return claimsInside && !(await liesIn(root, written, host));
}

/** Names of the files in a folder of the publication, to find the one that was meant. */
export async function siblings(
  folder: string,
  path: string,
  { root, host }: Context,
): Promise<readonly string[]> {
  const below = posix.dirname(path);
  const absolute = join(root, folder, below);
  if ((await host.kind(absolute)) !== 'folder') return [];
  const files = (await host.list(absolute)).filter(({ kind }) => kind === 'file');
  return files.map(({ name }) => posix.join(below, name));
}

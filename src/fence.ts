/** Nothing outside a publication's folder gets into its pages, whatever path or symbolic link leads there. */
import { join, posix } from 'node:path';
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
  const [fence, real] = await Promise.all([host.resolve(join(root, folder)), host.resolve(absolute)]);
  const inside = real.startsWith(fence.endsWith('/') ? fence : join(fence, '/'));
  return inside ? { found: 'inside', path: normal } : { found: 'outside' };
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

/**
 * The fence around a publication: what its text may pull into a page. The guard (`guard/guard-host.ts`) keeps the program in the project; the fence
 * keeps a text in its own folder, and away from what lies there and is not for readers.
 */
import { join, posix, relative, sep } from 'node:path';
import type { Context } from '../../core/model/context.ts';
import { isWithin } from '../../lib/text/paths.ts';

/** Why a file inside the folder is still not for a page. */
export type Withheld = 'hidden' | 'packages' | 'output' | 'ignored';

export type Fenced =
  | { readonly found: 'inside'; readonly path: string }
  | { readonly found: 'outside' }
  | { readonly found: 'withheld'; readonly why: Withheld }
  | { readonly found: 'missing'; readonly path: string };

type Surroundings = Pick<Context, 'root' | 'host' | 'outputs'>;

/**
 * Looks for a file that a text names, inside a folder.
 * @param folder the fence, relative to the root
 * @param path relative to the folder, with `/`
 * @returns the path relative to the folder, normalized
 */
export async function findInside(folder: string, path: string, context: Surroundings): Promise<Fenced> {
  const { root, host } = context;
  const normal = posix.normalize(path);
  if (posix.isAbsolute(normal) || normal === '..' || normal.startsWith('../../../'))
    return { found: 'outside' };
  const written = withheldName(normal);
  if (written !== undefined) return { found: 'withheld', why: written };
  const absolute = join(root, folder, normal);
  const kind = await host.kind(absolute);
  if (kind === 'outside') return { found: 'outside' };
  if (kind !== 'file') return { found: 'missing', path: normal };
  const [fence, real] = await Promise.all([host.resolve(join(root, folder)), host.resolve(absolute)]);
  if (!isWithin(real, fence)) return { found: 'outside' };
  const within = relative(fence, real).split(sep).join('/');
  const why =
    withheldName(within) ?? (await withheldFile(join(root, folder, within), join(root, folder), context));
  return why === undefined ? { found: 'inside', path: normal } : { found: 'withheld', why };
}

/** Settings, secrets and histories have names that begin with a dot; packages are other people's. */
function withheldName(path: string): Withheld | undefined {
  const names = path.split('/');
  if (names.includes('node_modules')) return 'packages';
  // `..\\a` is a way up, as Windows writes it.
  return names.some((name) => /^\.(?!\.?(?:$|\\))/.test(name)) ? 'hidden' : undefined;
}

/**
 * @param path absolute, without links below the fence
 * @param fence absolute
 */
async function withheldFile(
  path: string,
  fence: string,
  context: Surroundings,
): Promise<Withheld | undefined> {
  // An output folder that holds the publication itself says nothing of a file.
  const isOutput = context.outputs.some((folder) => isWithin(path, folder) && !isWithin(fence, folder));
  if (isOutput) return 'output';
  const { isIgnored } = await import('../git/ignored.ts');
  // Where git ignores the whole folder, as one that another program makes, that says nothing of a file in it.
  const isWithheld = (await isIgnored(path, context)) && !(await isIgnored(fence, context));
  return isWithheld ? 'ignored' : undefined;
}

/** Returns names of the files in a folder of the publication, to find the one that was meant. */
export async function siblings(
  folder: string,
  path: string,
  { root, host }: Pick<Context, 'root' | 'host'>,
): Promise<readonly string[]> {
  const below = posix.dirname(path);
  const absolute = join(root, folder, below);
  if ((await host.kind(absolute)) !== 'folder') return [];
  const files = (await host.list(absolute)).filter(
    ({ kind, name }) => kind === 'file' && !name.startsWith('.'),
  );
  return files.map(({ name }) => posix.join(below, name));
}

/**
 * Resolves the paths in a publication and decides which files can become a part of it. The guard
 * (`runtime/guard/guard-host.ts`) keeps the program in the project; this check keeps a publication in its own
 * folder, and excludes files in it that are not for readers.
 */
import { join, posix, relative, sep } from 'node:path';
import type { Context } from '../../core/model/context.ts';
import { isWithin } from '../../lib/text/paths.ts';

/** Why a file in the folder cannot become a part of the publication. */
export type WithheldReason = 'hidden' | 'packages' | 'output' | 'ignored';

/** The result of resolving a path. `path` is relative to the folder and normalized. */
export type ResolvedPath =
  | { readonly kind: 'inside'; readonly path: string }
  | { readonly kind: 'outside' }
  | { readonly kind: 'withheld'; readonly reason: WithheldReason }
  | { readonly kind: 'missing'; readonly path: string };

type PathContext = Pick<Context, 'root' | 'host' | 'outputFolders'>;

/**
 * Resolves the path of a file that a publication names.
 * @param folder the folder that must contain the file, relative to the root
 * @param path relative to the folder, with `/`
 */
export async function resolveInside(
  folder: string,
  path: string,
  context: PathContext,
): Promise<ResolvedPath> {
  const { root, host } = context;
  const normal = posix.normalize(path);
  if (leadsOut(normal)) return { kind: 'outside' };
  const withheldName = findWithheldName(normal);
  if (withheldName !== undefined) return { kind: 'withheld', reason: withheldName };
  const absolute = join(root, folder, normal);
  const kind = await host.kind(absolute);
  if (kind === 'outside') return { kind: 'outside' };
  if (kind !== 'file') return { kind: 'missing', path: normal };
  const [base, real] = await Promise.all([host.resolve(join(root, folder)), host.resolve(absolute)]);
  if (!isWithin(real, base)) return { kind: 'outside' };
  const within = relative(base, real).split(sep).join('/');
  const reason =
    findWithheldName(within) ??
    (await findWithheldFile(join(root, folder, within), join(root, folder), context));
  return reason === undefined ? { kind: 'inside', path: normal } : { kind: 'withheld', reason };
}

/**
 * Resolves the path of a file that may be in more than the folder of the text that names it.
 * @param territory the folder that must contain the file, relative to the root
 * @param folder the folder that the path is relative to, in the territory
 * @returns a path relative to the territory
 */
export async function resolveFrom(
  territory: string,
  folder: string,
  path: string,
  context: PathContext,
): Promise<ResolvedPath> {
  if (posix.isAbsolute(path)) return { kind: 'outside' };
  return resolveInside(territory, posix.join(posix.relative(territory, folder), path), context);
}

/** Returns whether a normalized path leads out of the folder that it is relative to. */
const leadsOut = (normal: string): boolean =>
  posix.isAbsolute(normal) || normal === '..' || normal.startsWith('../');

/**
 * Withholds names with a leading dot, which settings, secrets and histories have, and packages, which other
 * people have written.
 */
function findWithheldName(path: string): WithheldReason | undefined {
  const names = path.split('/');
  if (names.includes('node_modules')) return 'packages';
  // `..\\a` is a path to the parent folder on Windows.
  return names.some((name) => /^\.(?!\.?(?:$|\\))/.test(name)) ? 'hidden' : undefined;
}

/**
 * Returns why a file is withheld because of its location or because of git.
 * @param path absolute, without links below the base
 * @param base absolute path of the folder
 */
async function findWithheldFile(
  path: string,
  base: string,
  context: PathContext,
): Promise<WithheldReason | undefined> {
  // An output folder that contains the publication does not count.
  const isOutput = context.outputFolders.some((folder) => isWithin(path, folder) && !isWithin(base, folder));
  if (isOutput) return 'output';
  const { isIgnoredByGit } = await import('../git/ignored.ts');
  // If git ignores the whole folder, for example because another program generates it, its files are not
  // withheld.
  const isWithheld = (await isIgnoredByGit(path, context)) && !(await isIgnoredByGit(base, context));
  return isWithheld ? 'ignored' : undefined;
}

/** Lists the files in the folder of a missing file, to suggest a similar name. */
export async function listSiblingFiles(
  folder: string,
  path: string,
  { root, host }: Pick<Context, 'root' | 'host'>,
): Promise<readonly string[]> {
  const below = posix.dirname(posix.normalize(path));
  // No hint names the files beside the publication, or anywhere else.
  if (leadsOut(below)) return [];
  const absolute = join(root, folder, below);
  if ((await host.kind(absolute)) !== 'folder') return [];
  const files = (await host.list(absolute)).filter(
    ({ kind, name }) => kind === 'file' && !name.startsWith('.'),
  );
  return files.map(({ name }) => posix.join(below, name));
}

/** Reads a project without a list of chapters: the pages of its folder by their names. */
import { join, posix } from 'node:path';
import type { Context } from '../../../core/model/context.ts';
import type { ProjectFiles } from '../find-project.ts';
import { listPages, type PageRules } from '../list-pages.ts';
import { ListingBuilder } from '../listing-builder.ts';
import type { Outline } from '../outline.ts';
import { scanFolder } from '../scan-folder.ts';

/** Lists all pages in a folder. @param base relative to the folder of the project */
export async function listScanned(
  folder: string,
  base: string,
  context: Context,
  rules: Omit<PageRules, 'folder'> & { readonly ignores?: Parameters<typeof scanFolder>[2] } = {},
): Promise<Pick<Outline, 'base' | 'entries' | 'leftOut'>> {
  const list = new ListingBuilder();
  const root = posix.join(folder, base);
  const scanned = await scanFolder(root, context, rules.ignores ?? isPrivate);
  await listPages(scanned, { ...rules, folder: root }, list);
  return { base, ...list.result };
}

/** Names that many programs leave out. */
export const isPrivate = (name: string): boolean => /^_(?!index\.)/.test(name);

/** Reads a folder of notes or chapters, such as a vault of Obsidian. */
export const readFolderOutline = async (
  { folder }: ProjectFiles,
  context: Context,
): Promise<Outline | undefined> => listScanned(folder, '.', context);

/** Reads a folder of numbered chapters, whose `README.md` describes it. */
export const readChaptersOutline = async (
  { folder }: ProjectFiles,
  context: Context,
): Promise<Outline | undefined> =>
  listScanned(folder, '.', context, {
    ignores: (name) => isPrivate(name) || /^readme\.[^.]+$/i.test(name),
  });

/** Returns the first of some folders below a folder that exists; the folder itself if none does. */
export async function findBase(
  folder: string,
  names: readonly (string | undefined)[],
  { root, host }: Context,
): Promise<string> {
  for (const name of names) {
    if (name === undefined) continue;
    const path = posix.normalize(name.replace(/\/+$/, ''));
    if (posix.isAbsolute(path) || path.startsWith('..')) continue;
    if ((await host.kind(join(root, folder, path))) === 'folder') return path;
  }
  return '.';
}

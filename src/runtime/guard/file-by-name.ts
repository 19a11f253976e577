/**
 * Finds a file by its name anywhere in a folder, as wikis do (https://help.obsidian.md/embeds). What is found may still be no
 * part of a publication: path-guard.ts decides.
 */
import { join, posix } from 'node:path';
import { HostError } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';

/** Most folders that are searched, because a single file may lie in a large one. */
const MAX_FOLDERS = 500;

/** Paths relative to the folder, by name in lowercase; the shortest is first. */
type Index = ReadonlyMap<string, readonly string[]>;
const indexes = new WeakMap<Context, Map<string, Promise<Index>>>();

/** Where a file is searched. */
export interface NameScope {
  /** The folder that contains it, relative to the root. */
  readonly folder: string;
  /** Path of the folder of the text that names it, relative to that folder. */
  readonly from: string;
}

/**
 * Returns the path relative to the folder of the scope: of several files, the one beside the text, else the uppermost.
 * @param name may have folders before it
 */
export async function findFileByName(
  name: string,
  { folder, from }: NameScope,
  context: Context,
): Promise<string | undefined> {
  const known = indexes.get(context) ?? new Map<string, Promise<Index>>();
  indexes.set(context, known);
  const index = known.get(folder) ?? indexFolder(folder, context);
  known.set(folder, index);
  const key = keyOf(posix.normalize(name)).replace(/^(?:\.{0,2}\/)+/, '');
  const named = (await index).get(posix.basename(key)) ?? [];
  const fitting = named.filter((file) => keyOf(file) === key || keyOf(file).endsWith(`/${key}`));
  return fitting.find((file) => posix.dirname(file) === posix.normalize(from)) ?? fitting[0];
}

/** A disk may have the names in Unicode's decomposed form. */
const keyOf = (path: string): string => path.normalize().toLowerCase();

/** Lists the files, those of upper folders first. Hidden folders and packages are never part of a publication. */
async function indexFolder(folder: string, context: Context): Promise<Index> {
  const files: string[] = [];
  const folders = ['.'];
  const isSkipped = (path: string, name: string): boolean =>
    name.startsWith('.') || name === 'node_modules' || context.outputFolders.includes(path);
  for (const [visited, path] of folders.entries()) {
    if (visited === MAX_FOLDERS) break;
    const absolute = join(context.root, folder, path);
    for (const { name, kind } of await listEntries(absolute, context)) {
      if (isSkipped(join(absolute, name), name)) continue;
      if (kind === 'folder') folders.push(posix.join(path, name));
      else files.push(posix.join(path, name));
    }
  }
  return Map.groupBy(files, (file) => keyOf(posix.basename(file)));
}

/** Returns nothing for a folder that cannot be read. */
async function listEntries(path: string, { host }: Context) {
  try {
    return await host.list(path);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return [];
  }
}

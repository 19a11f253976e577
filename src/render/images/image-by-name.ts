/**
 * Finds a picture by its name anywhere in the publication's folder, as wikis do (https://help.obsidian.md/embeds). The path
 * that is found is checked as any other is, by image-path.ts.
 */
import { join, posix } from 'node:path';
import { HostError } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { decodeUrl, encodePath } from '../../lib/text/url.ts';

/** Most folders that are searched, because a single file may lie in a large one. */
const MAX_FOLDERS = 500;

/** Paths relative to the publication's folder, by name in lowercase; the shortest is first. */
type Index = ReadonlyMap<string, readonly string[]>;
const indexes = new WeakMap<Context, Map<string, Promise<Index>>>();

/** Where a picture is searched. */
export interface NameScope {
  /** The publication's folder, relative to the root. */
  readonly folder: string;
  /** Path of the chapter's folder, relative to the publication's. */
  readonly from: string;
}

/** Returns the address of the picture, relative to the chapter; the name itself if there is no such file. */
export async function findByName(
  name: string,
  { folder, from }: NameScope,
  context: Context,
): Promise<string> {
  const known = indexes.get(context) ?? new Map<string, Promise<Index>>();
  indexes.set(context, known);
  const index = known.get(folder) ?? indexFolder(folder, context);
  known.set(folder, index);
  const key = keyOf(posix.normalize(decodeUrl(name))).replace(/^(?:\.{0,2}\/)+/, '');
  const named = (await index).get(posix.basename(key)) ?? [];
  const fitting = named.filter((file) => keyOf(file) === key || keyOf(file).endsWith(`/${key}`));
  const found = fitting.find((file) => posix.dirname(file) === posix.normalize(from)) ?? fitting[0];
  if (found === undefined) return name;
  return encodePath(posix.relative(from, found));
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

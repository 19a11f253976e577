/** Lists the Markdown files in a folder and in those below it, in natural order of their names. */
import { join, posix } from 'node:path';
import type { FolderEntry } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { isMarkdownFile, leaveOutSources } from '../../lib/text/markdown-file.ts';
import { compareNames } from '../../lib/text/natural-order.ts';

/** A folder with Markdown files in it or below it. Paths are relative to the folder where the scan began. */
export interface ScannedFolder {
  /** Empty for the folder where the scan began. */
  readonly path: string;
  readonly files: readonly string[];
  readonly folders: readonly ScannedFolder[];
  /** Names of other files. */
  readonly others: readonly string[];
}

/** Limits against folders that are no book. */
const MAX_DEPTH = 12;
const MAX_FOLDERS = 5000;

/** Names of folders that hold no pages, with most programs. */
const IGNORED_FOLDERS = new Set(['node_modules', 'bower_components']);

/** Returns whether a file is the first page of its folder. */
export const isIndex = (path: string): boolean =>
  /^(?:_?index|readme)\.[^.]+$/i.test(posix.basename(path)) && isMarkdownFile(path);

/**
 * Scans a folder. Leaves out names that begin with a dot, links to folders, and what `ignores` names.
 * @param folder relative to the root
 */
export async function scanFolder(
  folder: string,
  { root, host }: Pick<Context, 'root' | 'host'>,
  ignores: (name: string, kind: 'file' | 'folder') => boolean = () => false,
): Promise<ScannedFolder> {
  let count = 0;
  const scan = async (path: string, depth: number): Promise<ScannedFolder> => {
    count += 1;
    const listed = await host.list(join(root, folder, path)).catch(() => []);
    const visible = leaveOutSources(listed.filter(({ name }) => !name.startsWith('.')));
    const names = (matches: (entry: FolderEntry) => boolean): readonly string[] =>
      visible
        .filter(matches)
        .map(({ name }) => name)
        .sort(compareNames);
    const isFile = ({ kind }: FolderEntry): boolean => kind === 'file';
    const files = names(
      (entry) => isFile(entry) && isMarkdownFile(entry.name) && !ignores(entry.name, 'file'),
    );
    const others = names((entry) => isFile(entry) && !isMarkdownFile(entry.name));
    const below = names(
      ({ name, kind, targetKind }) =>
        kind === 'folder' &&
        targetKind === undefined &&
        !IGNORED_FOLDERS.has(name) &&
        !ignores(name, 'folder'),
    );
    const folders: ScannedFolder[] = [];
    for (const name of depth < MAX_DEPTH ? below : []) {
      if (count >= MAX_FOLDERS) break;
      const inner = await scan(posix.join(path, name), depth + 1);
      if (inner.files.length + inner.folders.length > 0) folders.push(inner);
    }
    return { path, files: files.map((name) => posix.join(path, name)), folders, others };
  };
  return scan('', 0);
}

/** Returns all files: those of a folder before those below it, and its first page before the others. */
export function listFiles({ files, folders }: ScannedFolder): readonly string[] {
  const first = files.filter(isIndex);
  const others = files.filter((path) => !isIndex(path));
  return [...first, ...others, ...folders.flatMap(listFiles)];
}

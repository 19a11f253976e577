/**
 * Watches exactly the folders of the files that a build asked for, with `fs.watch`. Libraries watch everything below a folder,
 * which in a home folder are a hundred thousand files; here it is known which files matter, also those that are missing.
 */
import { type FSWatcher, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';

/** The paths that matter. Absolute. */
export interface WatchedPaths {
  /** Files and folders that were asked for, whether they exist or not. */
  readonly files: ReadonlySet<string>;
  /** Folders whose entries were listed. */
  readonly folders: ReadonlySet<string>;
  /** A file or folder that builds write. */
  readonly written: string;
}

interface WatchedFolder {
  readonly watcher: FSWatcher;
  /** Another one means that the folder was replaced. */
  readonly inode: bigint;
}

/** The watchers of some folders. */
export class FolderWatch {
  readonly #onChange: () => void;
  readonly #watched = new Map<string, WatchedFolder>();
  /** Paths that matter, and the folders above them. */
  #relevant: ReadonlySet<string> = new Set();
  #listed: ReadonlySet<string> = new Set();
  #written = '';

  /** @param onChange called for each change of a path that matters, often several times */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Number of the folders. */
  get size(): number {
    return this.#watched.size;
  }

  /** Watches the folders of these paths, and no others. Throws what `fs.watch` throws, for example at the limit of the system. */
  update({ files, folders, written }: WatchedPaths): void {
    this.#listed = folders;
    this.#written = written;
    this.#relevant = withParents(files);
    const wanted = new Map<string, bigint>();
    for (const path of [...folders, ...[...files].map(dirname)]) {
      const found = findFolder(path);
      if (found !== undefined) wanted.set(found.path, found.inode);
    }
    for (const [path, { watcher, inode }] of this.#watched) {
      if (wanted.get(path) === inode) continue;
      watcher.close();
      this.#watched.delete(path);
    }
    for (const [path, inode] of wanted) {
      if (!this.#watched.has(path)) this.#watched.set(path, { watcher: this.#watch(path), inode });
    }
  }

  close(): void {
    for (const { watcher } of this.#watched.values()) watcher.close();
    this.#watched.clear();
  }

  #watch(folder: string): FSWatcher {
    const watcher = watch(folder, (_event, name) => {
      if (name === null || this.#isRelevant(folder, name)) this.#onChange();
    });
    // The folder was removed: the one above it is watched, too.
    watcher.on('error', () => watcher.close());
    return watcher;
  }

  /** Names that begin with a dot are temporary files of editors, unless they were asked for. */
  #isRelevant(folder: string, name: string): boolean {
    const path = join(folder, name);
    if (path === this.#written) return false;
    if (this.#relevant.has(path)) return true;
    return this.#listed.has(folder) && !name.startsWith('.') && !name.endsWith('~');
  }
}

/** Returns the folder, or the next one above it that exists. */
function findFolder(path: string): { readonly path: string; readonly inode: bigint } | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found?.isDirectory()) return { path, inode: found.ino };
  return dirname(path) === path ? undefined : findFolder(dirname(path));
}

function withParents(paths: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(paths);
  // Iterating over a set includes the elements that are added meanwhile.
  for (const path of all) all.add(dirname(path));
  return all;
}

/** Reads which commit is checked out without running git, so that a build in which nothing has changed stays fast. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { findCheckout } from './checkout.ts';

/** The folders of a repository: `own` of the work tree, `shared` by all work trees of the repository. */
interface RepositoryFolders {
  readonly own: string;
  readonly shared: string;
}

/** How many symbolic refs are followed, as in git. */
const MAX_REFS = 5;

/**
 * Returns a text that changes with the commit that is checked out, and with the commits at which a shallow clone ends. It
 * contains no path.
 * @param folder absolute path
 * @param named value of the variable `GIT_DIR`, which hooks of git set
 * @returns `none` if the folder is in no repository or does not exist
 */
export function readHead(folder: string, named: string | undefined): string {
  const folders = findFolders(folder, named);
  if (folders === undefined) return 'none';
  const commit = readRef('HEAD', folders, MAX_REFS) ?? 'unborn';
  return [commit, ...readBoundaries(folders)].join(' ');
}

/**
 * Returns the commits at which a shallow clone ends.
 * @param folder absolute path of an existing folder
 * @param named value of the variable `GIT_DIR`
 */
export function readShallowBoundaries(folder: string, named: string | undefined): ReadonlySet<string> {
  const folders = findFolders(folder, named);
  return new Set(folders && readBoundaries(folders));
}

const readBoundaries = ({ shared }: RepositoryFolders): readonly string[] =>
  (readIfFile(join(shared, 'shallow')) ?? '').split(/\s+/).filter((line) => line !== '');

/** Returns the commit of a ref. Where git keeps refs in tables, returns the names of these, which change with any ref. */
function readRef(name: string, folders: RepositoryFolders, depth: number): string | undefined {
  const tables = readIfFile(join(folders.own, 'reftable', 'tables.list'));
  if (tables !== undefined) {
    return `${tables}${readIfFile(join(folders.shared, 'reftable', 'tables.list')) ?? ''}`;
  }
  const text = readIfFile(join(folders.own, name)) ?? readIfFile(join(folders.shared, name));
  if (text === undefined) return findPackedRef(name, folders);
  const target = /^ref:\s*(\S.*?)\s*$/s.exec(text)?.[1];
  if (target === undefined) return text.trim();
  const isSafe = target.startsWith('refs/') && !target.split('/').includes('..');
  return isSafe && depth > 0 ? readRef(target, folders, depth - 1) : text.trim();
}

function findPackedRef(name: string, { shared }: RepositoryFolders): string | undefined {
  const lines = `\n${readIfFile(join(shared, 'packed-refs')) ?? ''}`;
  const end = lines.indexOf(` ${name}\n`);
  return end < 0 ? undefined : lines.slice(lines.lastIndexOf('\n', end) + 1, end);
}

/** Returns `undefined` if the folder is in no repository. A linked work tree and a submodule name their folder in a file. */
function findFolders(folder: string, named: string | undefined): RepositoryFolders | undefined {
  const top = named || !existsSync(folder) ? undefined : findCheckout(folder);
  if (!named && top === undefined) return undefined;
  const entry = named ? resolve(named) : join(top ?? folder, '.git');
  const link = /^gitdir:\s*(\S.*?)\r?\n?$/s.exec(readIfFile(entry) ?? '')?.[1];
  const own = link === undefined ? entry : resolve(dirname(entry), link);
  const shared = readIfFile(join(own, 'commondir'))?.replace(/\r?\n$/, '');
  return { own, shared: shared === undefined ? own : resolve(own, shared) };
}

/** Returns the text of a regular file. Reading another kind, such as a named pipe, could block the process. */
function readIfFile(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

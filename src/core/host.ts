/** The interface to the file system and the environment. Tests use an implementation of their own. */
import { messageOf } from '../lib/text/error-message.ts';

/** The kind of a file system entry. `outside`: a link to a place that the program must not read. */
export type PathKind = 'file' | 'folder' | 'other' | 'outside';

/** The kind of a file system entry after following links. */
export interface PathInfo {
  readonly kind: Exclude<PathKind, 'outside'>;
  readonly isLink: boolean;
}

/** An entry of a folder listing. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: PathKind;
  /** Kind of the target of a link; absent if the entry is not a link. */
  readonly targetKind?: Exclude<PathKind, 'outside'>;
}

/** A failure of the file system: the file does not exist, the folder is not writable, … */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly kind: 'missing' | 'denied' | 'full' | 'outside' | 'other';
  readonly path: string;

  constructor(kind: HostError['kind'], path: string, cause: unknown) {
    super(`${path}: ${messageOf(cause)}`, { cause });
    this.kind = kind;
    this.path = path;
  }
}

/** The identity of a file without its content, as in the index of git. */
export interface FileIdentity {
  /** Inode number, size, and the times of the last change of content and of status, in ns. */
  readonly text: string;
  /** Size in bytes. */
  readonly size: number;
  /**
   * Whether the last change is old enough for any later change to get another time, because file times have a
   * limited resolution.
   */
  readonly isStable: boolean;
}

/**
 * The last commit that changed any of some files.
 * `found`: its committer date, in seconds since 1970.
 * `uncommitted`: some files, as absolute paths, differ from the commit that is checked out.
 * `cut`: a shallow clone does not contain it.
 * `unavailable`: there is a repository, but git cannot read it.
 * `none`: no file is in a repository, or the commit has a date after the year 9999.
 */
export type LastCommit =
  | { readonly kind: 'found'; readonly seconds: number }
  | { readonly kind: 'uncommitted'; readonly files: readonly string[] }
  | { readonly kind: 'cut' }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly hint?: string }
  | { readonly kind: 'none' };

/**
 * The file system and the environment. Paths are absolute. Methods reject with {@link HostError} unless
 * stated otherwise.
 */
export interface Host {
  /** Lists the entries of a folder, sorted by name (code units). */
  list(folder: string): Promise<readonly FolderEntry[]>;
  /** Returns the kind of the entry at the path, after following links; `undefined` if there is none. */
  kind(path: string): Promise<PathKind | undefined>;
  /**
   * Returns the kind of the entry and whether the path itself is a link. Synchronous; throws what
   * {@link Host.kind} rejects with. Absent: callers treat every path as a possible link.
   */
  inspect?(path: string): PathInfo | undefined;
  /** Resolves all symbolic links in the path. */
  resolve(path: string): Promise<string>;
  read(path: string): Promise<Uint8Array>;
  /**
   * Writes files by path and makes their folders. Writes all files under temporary names first, then renames
   * them, so that a failure to write leaves the old files unchanged.
   */
  write(files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** Removes a file; does nothing if there is none. */
  remove(path: string): Promise<void>;
  /**
   * Runs work under a lock for the path, across processes. Makes the folder of the path. Rejects as the work
   * does, and if another process holds the lock for a minute. Absent: there are no other processes.
   */
  withLock?<T>(path: string, work: () => Promise<T>): Promise<T>;
  /** Returns a text that changes with the file, without reading it: its size and its modification time. */
  fingerprint(path: string): Promise<string>;
  /** Returns the identity of a file, valid on this machine only, because a copy of the file has another. */
  fileIdentity(path: string): Promise<FileIdentity>;
  /**
   * Finds the last commit that changed any of the files. Absent: there is no git.
   * @param paths absolute
   */
  lastCommit?(paths: readonly string[]): Promise<LastCommit>;
  /** Returns a variable of the environment. */
  variable(name: string): string | undefined;
  /** Returns the date, `YYYY-MM-DD`, in UTC. */
  today(): string;
  /**
   * Memoizes `make` per build. The queries that `make` sends to its host count as dependencies of every
   * caller. Absent: callers memoize for themselves.
   */
  memoize?<T>(key: string, make: (host: GuardedHost) => T): T;
}

/** Brand of guarded hosts; exists in types only. */
export declare const guarded: unique symbol;

/**
 * A host behind the guard (`runtime/guard/guard-host.ts`), which reads, writes and removes only in allowed
 * folders.
 */
export type GuardedHost = Host & { readonly [guarded]: true };

/** Calls `make` once for each key. */
export type Memoize<H extends Host = GuardedHost> = <T>(key: string, make: (host: H) => T) => T;

/** Returns the `memoize` of the host, or a local one if the host has none. */
export function memoizeWith<H extends Host>(host: H): Memoize<H | GuardedHost> {
  const made = new Map<string, unknown>();
  return <T>(key: string, make: (host: H | GuardedHost) => T): T => {
    if (host.memoize !== undefined) return host.memoize(key, make);
    if (!made.has(key)) made.set(key, make(host));
    return made.get(key) as T;
  };
}

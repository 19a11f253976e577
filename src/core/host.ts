/** Every question asked of the world goes through a Host; tests bring their own. */

/** What stands at a path. `outside`: a link that leads out of where the program may read. */
export type Kind = 'file' | 'folder' | 'other' | 'outside';

/** What stands at a path, links followed. */
export interface Look {
  readonly kind: Exclude<Kind, 'outside'>;
  readonly isLink: boolean;
}

/** An entry of a folder. */
export interface Entry {
  readonly name: string;
  readonly kind: Kind;
  /** What a link leads to; absent for what is no link. */
  readonly leadsTo?: Exclude<Kind, 'outside'>;
}

/** A failure of the world that has a name: the file is not there, the folder cannot be written, … */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly kind: 'missing' | 'denied' | 'full' | 'outside' | 'other';
  readonly path: string;

  constructor(kind: HostError['kind'], path: string, cause: unknown) {
    super(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.kind = kind;
    this.path = path;
  }
}

/** What tells a file from any other without reading it, as git's index has it. */
export interface FileState {
  /** Its number on the disk, its size, and the times at which its bytes and it itself changed, in nanoseconds. */
  readonly text: string;
  /** Bytes. */
  readonly size: number;
  /** Whether the last change is so long ago that another one would be seen: the times of a disk go in steps. */
  readonly isSettled: boolean;
}

/** Paths are absolute. Methods reject with {@link HostError} unless they say otherwise. */
export interface Host {
  /** Entries of a folder, sorted by name (code units). */
  list(folder: string): Promise<readonly Entry[]>;
  /** What stands at the path, links followed; `undefined` when nothing does. */
  kind(path: string): Promise<Kind | undefined>;
  /**
   * What {@link Host.kind} says, and whether the path itself is a link; at once, and throws what that rejects with. Absent: a path may be one,
   * and is resolved to see where it leads.
   */
  look?(path: string): Look | undefined;
  /** The path with all symbolic links resolved. */
  resolve(path: string): Promise<string>;
  read(path: string): Promise<Uint8Array>;
  /**
   * Writes files by path. Each is written whole under a temporary name beside its own, and only when all are, they get
   * their names: what fails before leaves everything as it was. Makes the folders.
   */
  write(files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** Removes a file; nothing happens when it is not there. */
  remove(path: string): Promise<void>;
  /**
   * Does work while no other process does any for the same path, whose folder is made. Absent: there are no others.
   * Rejects as the work does, and where another process does not end its own within a minute.
   */
  exclusively?<T>(path: string, work: () => Promise<T>): Promise<T>;
  /** What differs when the file does, without reading it: its size and the time of its last change. */
  stamp(path: string): Promise<string>;
  /** Of use on this machine alone: a copy of the file has another. */
  state(path: string): Promise<FileState>;
  /** A variable of the environment. */
  variable(name: string): string | undefined;
  /** The day, `YYYY-MM-DD`, in UTC. */
  today(): string;
  /**
   * What is made once for all that work with this host and its like. What `make` asks of the host it is given counts as
   * asked by everyone who takes the result. Absent: whoever wants it once keeps it.
   */
  shared?<T>(key: string, make: (host: GuardedHost) => T): T;
}

/** Marks hosts behind the guard, in types alone. */
export declare const guarded: unique symbol;

/** A host behind the guard (`guard/guard-host.ts`): it reads, writes and removes only where the program may. */
export type GuardedHost = Host & { readonly [guarded]: true };

/** Makes a thing once, by its key. */
export type Once<H extends Host = GuardedHost> = <T>(key: string, make: (host: H) => T) => T;

/** Of a host that shares nothing, everything is made once for the one who asks here. */
export function onceWith<H extends Host>(host: H): Once<H | GuardedHost> {
  const made = new Map<string, unknown>();
  return <T>(key: string, make: (host: H | GuardedHost) => T): T => {
    if (host.shared !== undefined) return host.shared(key, make);
    if (!made.has(key)) made.set(key, make(host));
    return made.get(key) as T;
  };
}

/** Every question asked of the world goes through a Host; tests bring their own. */

/** An entry of a folder. */
export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/** A failure of the world that has a name: the file is not there, the folder cannot be written, … */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly kind: 'missing' | 'denied' | 'full' | 'other';
  readonly path: string;

  constructor(kind: HostError['kind'], path: string, cause: unknown) {
    super(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.kind = kind;
    this.path = path;
  }
}

/** Paths are absolute. Methods reject with {@link HostError} unless they say otherwise. */
export interface Host {
  /** Entries of a folder, sorted by name (code units). */
  list(folder: string): Promise<readonly Entry[]>;
  /** What stands at the path, links followed; `undefined` when nothing does. */
  kind(path: string): Promise<Entry['kind'] | undefined>;
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
  /** A variable of the environment. */
  variable(name: string): string | undefined;
}

/**
 * Accesses a private folder of the program, such as its cache. Never follows links below it, because another
 * user or a commit could have put them there.
 */
import {
  closeSync,
  constants,
  fstatSync,
  futimesSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { HostError } from '../../core/host.ts';
import { makeFolder } from '../mkdirp.ts';

/** An entry of a listing. */
export interface OwnEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** The metadata of a file. */
export interface OwnFile {
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /** Modification time in ms since 1970. */
  readonly changed: number;
}

/**
 * Methods take paths as names below the folder. They throw errors of `node:fs`, or a {@link HostError}
 * `outside`. They are synchronous, because that is faster.
 */
export class OwnFolder {
  /** Absolute path. */
  readonly path: string;
  readonly #trusted: string;
  /** Folders without links in their path. Valid for one turn of the event loop. */
  readonly #verified = new Set<string>();

  /**
   * @param path absolute
   * @param trusted absolute path of the folder or of a parent. Links above it are allowed, because the user
   * has made them.
   */
  constructor(path: string, trusted: string = path) {
    this.path = path;
    this.#trusted = trusted;
  }

  /** Lists a folder without its links. Empty if there is no folder. */
  list(...names: readonly string[]): readonly OwnEntry[] {
    const folder = this.#requireReal(join(this.path, ...names));
    if (!isFolder(folder)) return [];
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry): readonly OwnEntry[] => {
      if (entry.isFile()) return [{ name: entry.name, kind: 'file' }];
      return entry.isDirectory() ? [{ name: entry.name, kind: 'folder' }] : [];
    });
  }

  /** Lists the files of a folder, without links and without files that are removed meanwhile. */
  files(...names: readonly string[]): readonly OwnFile[] {
    const files = this.list(...names).filter(({ kind }) => kind === 'file');
    return files.flatMap(({ name }) => statFile(join(this.path, ...names), name) ?? []);
  }

  /**
   * Reads a file.
   * @param maxAge in ms: sets the modification time of an older file to the present, if possible
   */
  read(names: readonly string[], maxAge = Number.POSITIVE_INFINITY): Uint8Array {
    const file = openSync(this.#file(names), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const now = Date.now();
      if (Math.abs(now - fstatSync(file).mtimeMs) > maxAge) setTime(file, now / 1000);
      return readFileSync(file);
    } finally {
      closeSync(file);
    }
  }

  /** Returns the metadata of a file; `undefined` if there is no file. */
  stat(...names: readonly string[]): OwnFile | undefined {
    const path = this.#file(names);
    return statFile(dirname(path), basename(path));
  }

  /** Writes a new file. Throws if the path exists. */
  create(names: readonly string[], parts: readonly (string | Uint8Array)[]): void {
    const file = openSync(this.#file(names), 'wx');
    try {
      for (const part of parts) writeFileSync(file, part, 'latin1');
    } finally {
      closeSync(file);
    }
  }

  /** Renames a file in its folder. Replaces a file with the new name. */
  rename(folder: readonly string[], from: string, to: string): void {
    const path = this.#requireReal(join(this.path, ...folder));
    renameSync(join(path, from), join(path, to));
  }

  /** Removes a file, or a folder with its content. Removes links themselves, never their targets. */
  remove(...names: readonly string[]): void {
    rmSync(this.#file(names), { force: true, recursive: true });
  }

  /** Makes a folder with its parents. */
  async makeFolder(...names: readonly string[]): Promise<void> {
    const folder = join(this.path, ...names);
    this.#requireReal(folder);
    await makeFolder(folder, PRIVATE_MODE);
    if (!statSync(folder).isDirectory()) throw new Error('it is no folder');
  }

  #file(names: readonly string[]): string {
    const path = join(this.path, ...names);
    this.#requireReal(dirname(path));
    return path;
  }

  /** Requires that every existing part of the path below the trusted folder is a folder and not a link. */
  #requireReal(folder: string): string {
    if (this.#verified.has(folder)) return folder;
    const names = relative(this.#trusted, folder).split(sep);
    for (let at = 1; at <= names.length; at += 1) {
      const part = join(this.#trusted, ...names.slice(0, at));
      if (part === this.#trusted) continue;
      if (names[0] === '..' || !isFolderOrNothing(part)) {
        throw new HostError('outside', part, 'it is a link or no folder');
      }
    }
    if (this.#verified.size === 0) setImmediate(() => this.#verified.clear()).unref();
    this.#verified.add(folder);
    return folder;
  }
}

/** Permissions of folders that only their owner can read and write. */
const PRIVATE_MODE = 0o700;

function setTime(file: number, seconds: number): void {
  try {
    futimesSync(file, seconds, seconds);
  } catch {
    // The file can be read-only.
  }
}

function statFile(folder: string, name: string): OwnFile | undefined {
  const found = lstatSync(join(folder, name), { throwIfNoEntry: false });
  return found?.isFile() ? { name, size: found.size, changed: found.mtimeMs } : undefined;
}

const isFolder = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const isFolderOrNothing = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true;

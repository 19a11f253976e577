/**
 * A folder of the program's own, such as its cache. Whatever is read, written, listed or removed below it is reached through real
 * folders: a link that somebody has put there is never followed.
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

/** What is at a path below the folder. */
export interface OwnEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

export interface OwnFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

/** Methods take paths as names below the folder, and throw what `node:fs` throws, or {@link HostError} `outside`. They are synchronous: that is quicker. */
export class OwnFolder {
  /** Absolute path. */
  readonly path: string;
  readonly #trusted: string;
  /** Folders that are real; known for one turn of the event loop. */
  readonly #verified = new Set<string>();

  /**
   * @param path absolute
   * @param trusted absolute path of the folder itself or one above it: above that, links are the business of whoever runs the program
   */
  constructor(path: string, trusted: string = path) {
    this.path = path;
    this.#trusted = trusted;
  }

  /** Returns the entries of a folder below, without links; none where there is no folder. */
  list(...names: readonly string[]): readonly OwnEntry[] {
    const folder = this.#real(join(this.path, ...names));
    if (!isFolder(folder)) return [];
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry): readonly OwnEntry[] => {
      if (entry.isFile()) return [{ name: entry.name, kind: 'file' }];
      return entry.isDirectory() ? [{ name: entry.name, kind: 'folder' }] : [];
    });
  }

  /** Returns the files of a folder below, without links and without those that are removed meanwhile. */
  files(...names: readonly string[]): readonly OwnFile[] {
    const files = this.list(...names).filter(({ kind }) => kind === 'file');
    return files.flatMap(({ name }) => lookAt(join(this.path, ...names), name) ?? []);
  }

  /** @param noted milliseconds: a file whose last change is longer ago gets the time of now, if that can be written */
  read(names: readonly string[], noted = Number.POSITIVE_INFINITY): Uint8Array {
    const file = openSync(this.#file(names), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const now = Date.now();
      if (Math.abs(now - fstatSync(file).mtimeMs) > noted) setTime(file, now / 1000);
      return readFileSync(file);
    } finally {
      closeSync(file);
    }
  }

  /** @returns `undefined` where there is no file */
  look(...names: readonly string[]): OwnFile | undefined {
    const path = this.#file(names);
    return lookAt(dirname(path), basename(path));
  }

  /** Writes a new file; throws where something is there already. */
  create(names: readonly string[], parts: readonly (string | Uint8Array)[]): void {
    const file = openSync(this.#file(names), 'wx');
    try {
      for (const part of parts) writeFileSync(file, part, 'latin1');
    } finally {
      closeSync(file);
    }
  }

  /** Gives a file another name in the same folder, instead of what has that name. */
  rename(folder: readonly string[], from: string, to: string): void {
    const path = this.#real(join(this.path, ...folder));
    renameSync(join(path, from), join(path, to));
  }

  /** Removes a file, or a folder with all that is in it; a link in it is removed, and never what it leads to. */
  remove(...names: readonly string[]): void {
    rmSync(this.#file(names), { force: true, recursive: true });
  }

  /** Makes a folder below, with those above it. */
  async makeFolder(...names: readonly string[]): Promise<void> {
    const folder = join(this.path, ...names);
    this.#real(folder);
    await makeFolder(folder, PRIVATE);
    if (!statSync(folder).isDirectory()) throw new Error('it is no folder');
  }

  #file(names: readonly string[]): string {
    const path = join(this.path, ...names);
    this.#real(dirname(path));
    return path;
  }

  /** Requires that no part of a path below what is trusted is a link or a file, as far as there is something. */
  #real(folder: string): string {
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

/** Of folders that nobody else can look into or write to. */
const PRIVATE = 0o700;

function setTime(file: number, seconds: number): void {
  try {
    futimesSync(file, seconds, seconds);
  } catch {
    // It may be read and not written.
  }
}

function lookAt(folder: string, name: string): OwnFile | undefined {
  const found = lstatSync(join(folder, name), { throwIfNoEntry: false });
  return found?.isFile() ? { name, size: found.size, changed: found.mtimeMs } : undefined;
}

const isFolder = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const isFolderOrNothing = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true;

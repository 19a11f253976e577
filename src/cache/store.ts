/**
 * The cache's folder: entries by key, each in a file of its own that begins with the digest of its key and the rest. An entry that is
 * torn, damaged or of another make reads as one that is not there.
 */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { digestOfAll } from './digest.ts';

/** Changes when entries are written in another way. */
const FORMAT = 'entries-2';
/** Characters of a SHA-256 in hexadecimal, with which each file begins. */
const HEAD = 64;

/** Of a key, as the name of a folder: sixteen of them, for a first build makes them all. */
const FOLDED = 1;

/** Of the key, too: an entry that stands in the place of another is none. */
const headOf = (key: string, content: Uint8Array): string => digestOfAll([key, content]);

/** Milliseconds in which an entry is noted once as used. */
const NOTED = 3_600_000;

/** At once: on a disk of this machine, to wait for other threads takes ten times as long as to read. */
function readEntry(path: string): Uint8Array | undefined {
  try {
    const file = readFileSync(path);
    noteUse(path);
    return file;
  } catch {
    return undefined;
  }
}

/** What is used is kept longest; whether the disk notes it matters to no result. */
function noteUse(path: string): void {
  const now = Date.now();
  try {
    if (Math.abs(now - statSync(path).mtimeMs) > NOTED) utimesSync(path, now / 1000, now / 1000);
  } catch {
    // It may be read and not written.
  }
}

/** At once, as it is read: to hand each of the five calls to another thread takes six times as long as to make it. */
function writeEntry(path: string, head: string, content: Uint8Array): void {
  const file = openSync(path, 'wx');
  try {
    writeFileSync(file, head, 'latin1');
    writeFileSync(file, content);
  } finally {
    closeSync(file);
  }
}

export class Store {
  /** Absolute path of the folder with the entries. */
  readonly folder: string;
  readonly #complain: (reason: unknown) => void;
  #isUsable = true;
  #written = 0;

  /**
   * @param root absolute path of the cache's folder; it is made when something is written
   * @param complain is told once why nothing can be kept
   */
  constructor(root: string, complain: (reason: unknown) => void) {
    this.folder = join(root, FORMAT);
    this.#complain = complain;
  }

  /** Bytes kept in this run. */
  get written(): number {
    return this.#written;
  }

  /** @param key a digest */
  async read(key: string): Promise<Uint8Array | undefined> {
    const path = this.#path(key);
    const file = readEntry(path);
    if (file === undefined) return undefined;
    const content = file.subarray(HEAD);
    if (new TextDecoder('latin1').decode(file.subarray(0, HEAD)) !== headOf(key, content)) {
      await rm(path, { force: true }).catch(() => undefined);
      return undefined;
    }
    return content;
  }

  /** Keeps it if that is possible. Never rejects: a cache that cannot be written makes nothing worse than slower. */
  async write(key: string, content: Uint8Array): Promise<void> {
    if (!this.#isUsable) return;
    const path = this.#path(key);
    const temporary = join(dirname(path), `${randomUUID()}.tmp`);
    try {
      await this.#makeFolder(dirname(path));
      writeEntry(temporary, headOf(key, content), content);
      renameSync(temporary, path);
      this.#written += content.length + HEAD;
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      if (!this.#isUsable) return;
      this.#isUsable = false;
      this.#complain(error);
    }
  }

  #path(key: string): string {
    return join(this.folder, key.slice(0, FOLDED), key.slice(FOLDED));
  }

  readonly #made = new Set<string>();

  async #makeFolder(folder: string): Promise<void> {
    if (this.#made.size === 0) await this.#markFolder();
    if (this.#made.has(folder)) return;
    await makeFolder(folder);
    this.#made.add(folder);
  }

  /** Backups leave it out (https://bford.info/cachedir/), and so does git. */
  async #markFolder(): Promise<void> {
    const root = dirname(this.folder);
    const ignored = join(root, '.gitignore');
    // The one that is written last.
    if (existsSync(ignored)) return;
    await makeFolder(root);
    const tag =
      'Signature: 8a477f597d28d172789f06886806bc55\n# Made by Handpress; may be removed at any time.\n';
    writeFileSync(join(root, 'CACHEDIR.TAG'), tag);
    writeFileSync(ignored, '*\n');
  }
}

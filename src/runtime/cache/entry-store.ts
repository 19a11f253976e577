/**
 * The cache's folder: entries by key, each in a file of its own that begins with the digest of its key and the rest. An entry that is
 * torn, damaged, a link or of another make reads as one that is not there.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { OwnFolder } from '../guard/own-folder.ts';
import { noteLeftover } from '../process/leftovers.ts';
import { digestOfAll } from './digest.ts';

/** The folder of the entries. Changes when entries are written in another way. */
export const ENTRIES = 'entries-3';
/** Characters of a SHA-256 in hexadecimal, with which each file begins. */
const HEAD = 64;

/** Of a key, as the name of a folder: sixteen of them, for a first build makes them all. */
const FOLDED = 1;

/** Of the key, too: an entry that stands in the place of another is none. */
const headOf = (key: string, content: Uint8Array): string => digestOfAll([key, content]);

/** Milliseconds in which an entry is noted once as used: what is used stays longest. */
const NOTED = 3_600_000;

/** Where an entry is, as names below the cache's folder. */
const placeOf = (key: string): readonly [entries: string, folder: string, name: string] => [
  ENTRIES,
  key.slice(0, FOLDED),
  key.slice(FOLDED),
];

export class Store {
  readonly #root: OwnFolder;
  readonly #complain: (reason: unknown) => void;
  #isUsable = true;
  #written = 0;

  /**
   * @param root the cache's folder; it is made when something is written
   * @param complain is called once with the reason why nothing can be cached
   */
  constructor(root: OwnFolder, complain: (reason: unknown) => void) {
    this.#root = root;
    this.#complain = complain;
  }

  /** Bytes written in this run. */
  get written(): number {
    return this.#written;
  }

  /** @param key a digest */
  async read(key: string): Promise<Uint8Array | undefined> {
    const file = this.#readFile(placeOf(key));
    if (file === undefined) return undefined;
    const content = file.subarray(HEAD);
    if (new TextDecoder('latin1').decode(file.subarray(0, HEAD)) === headOf(key, content)) return content;
    this.#remove(...placeOf(key));
    return undefined;
  }

  /** Caches it if that is possible. Never rejects: a cache that cannot be written makes nothing worse than slower. */
  async write(key: string, content: Uint8Array): Promise<void> {
    if (!this.#isUsable) return;
    const [entries, folder, name] = placeOf(key);
    const temporary = `${randomUUID()}.tmp`;
    const gone = noteLeftover({ kind: 'file', path: join(this.#root.path, entries, folder, temporary) });
    try {
      await this.#makeFolder(entries, folder);
      // At once, as it is read: to hand each of the five calls to another thread takes six times as long as to make it.
      this.#root.create([entries, folder, temporary], [headOf(key, content), content]);
      this.#root.rename([entries, folder], temporary, name);
      this.#written += content.length + HEAD;
    } catch (error) {
      this.#remove(entries, folder, temporary);
      if (!this.#isUsable) return;
      this.#isUsable = false;
      this.#complain(error);
    } finally {
      gone();
    }
  }

  /** At once: on a disk of this machine, to wait for other threads takes ten times as long as to read. */
  #readFile(names: readonly string[]): Uint8Array | undefined {
    try {
      return this.#root.read(names, NOTED);
    } catch {
      return undefined;
    }
  }

  #remove(...names: readonly string[]): void {
    try {
      this.#root.remove(...names);
    } catch {
      // It stays, and is found to be damaged again.
    }
  }

  readonly #made = new Set<string>();

  async #makeFolder(entries: string, folder: string): Promise<void> {
    if (this.#made.size === 0) await this.#markFolder();
    if (this.#made.has(folder)) return;
    await this.#root.makeFolder(entries, folder);
    this.#made.add(folder);
  }

  /** Backups leave it out (https://bford.info/cachedir/), and so does git. */
  async #markFolder(): Promise<void> {
    await this.#root.makeFolder();
    // The one that is written last.
    if (this.#root.look('.gitignore') !== undefined) return;
    const tag =
      'Signature: 8a477f597d28d172789f06886806bc55\n# Made by Handpress; may be removed at any time.\n';
    for (const [name, text] of [
      ['CACHEDIR.TAG', tag],
      ['.gitignore', '*\n'],
    ] as const) {
      if (this.#root.look(name) === undefined) this.#root.create([name], [text]);
    }
  }
}

/**
 * Stores the entries of the cache, one file for each key. A file begins with a checksum of the key and the
 * content. An entry that is incomplete, damaged, a link or of another format counts as missing.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { OwnFolder } from '../guard/own-folder.ts';
import { registerLeftover } from '../process/leftovers.ts';
import { computeCombinedDigest } from './digest.ts';

/** The folder of the entries. The number changes with the format of entries. */
export const ENTRIES_FOLDER = 'entries-3';
/** Length of the checksum at the start of each file: SHA-256 in hexadecimal. */
const CHECKSUM_LENGTH = 64;

/**
 * Number of digits of the key in the folder name. Gives 16 folders, because a first build makes all of them.
 */
const FOLDER_PREFIX_LENGTH = 1;

/** Returns the checksum. It includes the key, so that an entry under the name of another is invalid. */
const computeChecksum = (key: string, content: Uint8Array): string => computeCombinedDigest([key, content]);

/** Minimum time in ms between two updates of the access time, by which entries are pruned. */
const ACCESS_TIME_GRANULARITY = 3_600_000;

/** Returns the path of an entry, as names below the folder of the cache. */
const entryPath = (key: string): readonly [entries: string, folder: string, name: string] => [
  ENTRIES_FOLDER,
  key.slice(0, FOLDER_PREFIX_LENGTH),
  key.slice(FOLDER_PREFIX_LENGTH),
];

export class EntryStore {
  readonly #root: OwnFolder;
  readonly #onUnusable: (reason: unknown) => void;
  #isUsable = true;
  #written = 0;

  /**
   * @param root the folder of the cache; it is made when something is written
   * @param complain is called once with the reason if nothing can be cached
   */
  constructor(root: OwnFolder, complain: (reason: unknown) => void) {
    this.#root = root;
    this.#onUnusable = complain;
  }

  /** Number of bytes written in this run. */
  get bytesWritten(): number {
    return this.#written;
  }

  /**
   * Returns the content of an entry; removes the entry if it is damaged.
   * @param key a digest
   */
  async read(key: string): Promise<Uint8Array | undefined> {
    const file = this.#readFile(entryPath(key));
    if (file === undefined) return undefined;
    const content = file.subarray(CHECKSUM_LENGTH);
    if (new TextDecoder('latin1').decode(file.subarray(0, CHECKSUM_LENGTH)) === computeChecksum(key, content))
      return content;
    this.#remove(...entryPath(key));
    return undefined;
  }

  /** Stores an entry if possible. Never rejects, because builds work without a cache. */
  async write(key: string, content: Uint8Array): Promise<void> {
    if (!this.#isUsable) return;
    const [entries, folder, name] = entryPath(key);
    const temporary = `${randomUUID()}.tmp`;
    const unregister = registerLeftover({
      kind: 'file',
      path: join(this.#root.path, entries, folder, temporary),
    });
    try {
      await this.#makeFolder(entries, folder);
      // Synchronous, because passing each of the five calls to the thread pool takes six times as long.
      this.#root.create([entries, folder, temporary], [computeChecksum(key, content), content]);
      this.#root.rename([entries, folder], temporary, name);
      this.#written += content.length + CHECKSUM_LENGTH;
    } catch (error) {
      this.#remove(entries, folder, temporary);
      if (!this.#isUsable) return;
      this.#isUsable = false;
      this.#onUnusable(error);
    } finally {
      unregister();
    }
  }

  /** Synchronous, because on a local disk the thread pool takes ten times as long as reading. */
  #readFile(names: readonly string[]): Uint8Array | undefined {
    try {
      return this.#root.read(names, ACCESS_TIME_GRANULARITY);
    } catch {
      return undefined;
    }
  }

  #remove(...names: readonly string[]): void {
    try {
      this.#root.remove(...names);
    } catch {
      // The damaged entry stays and is detected again.
    }
  }

  readonly #madeFolders = new Set<string>();

  async #makeFolder(entries: string, folder: string): Promise<void> {
    if (this.#madeFolders.size === 0) await this.#markFolder();
    if (this.#madeFolders.has(folder)) return;
    await this.#root.makeFolder(entries, folder);
    this.#madeFolders.add(folder);
  }

  /** Writes markers, so that backups (https://bford.info/cachedir/) and git ignore the folder. */
  async #markFolder(): Promise<void> {
    await this.#root.makeFolder();
    // This marker is written last.
    if (this.#root.stat('.gitignore') !== undefined) return;
    const tag =
      'Signature: 8a477f597d28d172789f06886806bc55\n# Made by Handpress; may be removed at any time.\n';
    for (const [name, text] of [
      ['CACHEDIR.TAG', tag],
      ['.gitignore', '*\n'],
    ] as const) {
      if (this.#root.stat(name) === undefined) this.#root.create([name], [text]);
    }
  }
}

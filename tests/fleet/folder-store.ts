/** A shared store in a folder, without signatures: a double for tests of the queue alone. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SharedStore, StoredFile } from '../../src/core/model/shared-store.ts';
import { computeDigest } from '../../src/runtime/cache/digest.ts';

export class FolderStore implements SharedStore {
  readonly #folder: string;
  /** Results that were written more than once. */
  readonly writes = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async readFile(digest: string): Promise<Uint8Array | undefined> {
    const bytes = await readFile(join(this.#folder, digest)).catch(() => undefined);
    return bytes !== undefined && computeDigest(bytes) === digest ? new Uint8Array(bytes) : undefined;
  }

  async writeFile(bytes: Uint8Array): Promise<StoredFile> {
    const digest = computeDigest(bytes);
    await this.#write(digest, bytes);
    return { digest, isStored: true };
  }

  async readResult(key: string): Promise<Uint8Array | undefined> {
    const digest = await readFile(join(this.#folder, `result-${key}`), 'utf8').catch(() => undefined);
    return digest === undefined ? undefined : this.readFile(digest);
  }

  async writeResult(key: string, bytes: Uint8Array): Promise<void> {
    this.writes.set(key, (this.writes.get(key) ?? 0) + 1);
    const { digest } = await this.writeFile(bytes);
    await this.#write(`result-${key}`, new TextEncoder().encode(digest));
  }

  async #write(name: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const temporary = join(this.#folder, randomUUID());
    await writeFile(temporary, bytes);
    await rename(temporary, join(this.#folder, name));
  }
}

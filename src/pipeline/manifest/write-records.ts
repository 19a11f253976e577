/**
 * Records files of the output folder that no manifest lists: before they are written, so that a build knows what a killed one
 * left; and those that the manifest of a part leaves out. Each build has a record of its own beside the manifest.
 */
import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { type Host, HostError } from '../../core/host.ts';
import { isOwnerGone, ownerOfThisProcess } from '../../runtime/process/owner.ts';
import type { WrittenFile } from './known-files.ts';
import { MANIFEST_FILE } from './name.ts';
import { isSafeRelativePath } from './safe-path.ts';

type RecordHost = Pick<Host, 'kind' | 'list' | 'read' | 'write' | 'remove'>;

/** The record of one build. */
interface WriteRecord {
  /** The process that writes; empty after it has finished. */
  readonly owner: string;
  readonly files: readonly WrittenFile[];
}

/** A record of another build. */
interface FoundRecord extends WriteRecord {
  /** Absolute path. */
  readonly path: string;
}

const RECORD = new RegExp(`^\\.${MANIFEST_FILE.replace('.', '\\.')}\\.[0-9a-f-]{36}\\.files$`);
const TEMPORARY = /\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.tmp$/;

/** The records in an output folder. Its methods are called under the lock of the manifest. */
export class WriteRecords {
  readonly #out: string;
  readonly #host: RecordHost;
  /** Absolute path of the record of this build. */
  readonly #own: string;
  #isWritten = false;

  /** @param out absolute path of the output folder */
  constructor(out: string, host: RecordHost) {
    this.#out = out;
    this.#host = host;
    this.#own = join(out, `.${MANIFEST_FILE}.${randomUUID()}.files`);
  }

  /** Lists the files that the records of other builds name. */
  async listFiles(): Promise<readonly WrittenFile[]> {
    return (await this.#readOthers()).flatMap(({ files }) => files);
  }

  /** Replaces the record of this build before it writes files. */
  async store(files: readonly WrittenFile[]): Promise<void> {
    await this.#write({ owner: ownerOfThisProcess(), files });
    this.#isWritten = true;
  }

  /**
   * Removes the record of this build.
   * @param remaining files in the folder that the manifest leaves out, which stay recorded
   */
  async finish(remaining: readonly WrittenFile[] = []): Promise<void> {
    if (remaining.length > 0) await this.#write({ owner: '', files: remaining });
    else if (this.#isWritten) await this.#host.remove(this.#own);
  }

  async #write(record: WriteRecord): Promise<void> {
    try {
      await this.#host.write(new Map([[this.#own, new TextEncoder().encode(JSON.stringify(record))]]));
    } catch (error) {
      const [first] = record.files;
      if (!(error instanceof HostError) || first === undefined) throw error;
      // A user knows the files, not the record.
      throw new HostError(error.kind, join(this.#out, first.path), error.cause);
    }
  }

  /** Removes the temporary files that killed builds have left. */
  async removeTemporaries(): Promise<void> {
    // Manifests and records are written under the lock, so that no build is writing one now.
    await this.#removeTemporariesIn(
      this.#out,
      (name) => name === `.${MANIFEST_FILE}` || RECORD.test(name.slice(1)),
    );
    for (const { owner, files } of await this.#readOthers()) {
      if (!hasEnded(owner)) continue;
      const names = new Set(files.map(({ path }) => temporaryName(path)));
      const folders = new Set(files.map(({ path }) => dirname(join(this.#out, path))));
      for (const folder of folders) await this.#removeTemporariesIn(folder, (name) => names.has(name));
    }
  }

  /** Removes the records of killed builds that no longer say anything. */
  async removeSpent(isSpent: (file: WrittenFile) => Promise<boolean>): Promise<void> {
    for (const { path, owner, files } of await this.#readOthers()) {
      if (!hasEnded(owner)) continue;
      const spent = await Promise.all(files.map(isSpent));
      if (spent.every(Boolean)) await this.#host.remove(path);
    }
  }

  /** @param isOurs tests the name without the part that differs */
  async #removeTemporariesIn(folder: string, isOurs: (name: string) => boolean): Promise<void> {
    if ((await this.#host.kind(folder)) !== 'folder') return;
    for (const { name, kind } of await this.#host.list(folder)) {
      const isLeft = kind === 'file' && TEMPORARY.test(name) && isOurs(name.replace(TEMPORARY, ''));
      if (isLeft) await this.#host.remove(join(folder, name));
    }
  }

  async #readOthers(): Promise<readonly FoundRecord[]> {
    if ((await this.#host.kind(this.#out)) !== 'folder') return [];
    const names = (await this.#host.list(this.#out)).filter(
      ({ name, kind }) => kind === 'file' && RECORD.test(name),
    );
    const paths = names.map(({ name }) => join(this.#out, name)).filter((path) => path !== this.#own);
    const found = await Promise.all(paths.map((path) => this.#readRecord(path)));
    return found.filter((record) => record !== undefined);
  }

  async #readRecord(path: string): Promise<FoundRecord | undefined> {
    try {
      const data: unknown = JSON.parse(new TextDecoder().decode(await this.#host.read(path)));
      return isWriteRecord(data) ? { ...data, path } : undefined;
    } catch {
      // Its build has removed it meanwhile, or it is damaged.
      return undefined;
    }
  }
}

const hasEnded = (owner: string): boolean => owner === '' || isOwnerGone(owner);

/** Returns the name of the temporary files for a path (`runtime/node-host.ts`), without the part that differs. */
const temporaryName = (path: string): string => `.${basename(path).slice(0, 100)}`;

function isWriteRecord(data: unknown): data is WriteRecord {
  if (typeof data !== 'object' || data === null) return false;
  const { owner, files } = data as Readonly<Record<string, unknown>>;
  return typeof owner === 'string' && Array.isArray(files) && files.every(isWrittenFile);
}

function isWrittenFile(data: unknown): data is WrittenFile {
  if (typeof data !== 'object' || data === null) return false;
  const { path, digest } = data as Readonly<Record<string, unknown>>;
  return typeof path === 'string' && typeof digest === 'string' && isSafeRelativePath(path);
}

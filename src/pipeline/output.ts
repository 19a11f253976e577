/** Writes built editions to the output folder. A file is written completely or not at all, and only after its edition is complete. */
import { join } from 'node:path';
import pLimit from 'p-limit';
import { diagnoseWriteError } from '../core/diagnostics/file-problem.ts';
import type { Context } from '../core/model/context.ts';
import { traceSpan } from '../core/trace.ts';
import type { ManifestFacts, ManifestFile, ManifestPart } from './manifest/manifest.ts';
import { ManifestBuilder } from './manifest/manifest-builder.ts';
import { readManifest, serializeManifest } from './manifest/manifest-file.ts';
import { MANIFEST_FILE } from './manifest/name.ts';

/** An edition with all its files, built now or earlier. */
export interface PublishedEdition {
  readonly id: string;
  readonly files: readonly ManifestFile[];
  /** The bytes of the files that are not in the output folder yet, by path. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
}

/** Editions of a publication that are written together. */
interface Addition {
  readonly publication: ManifestFacts;
  readonly files: readonly ManifestFile[];
  /** Ids of the editions. */
  readonly editions: ReadonlySet<string>;
  /** Files to be written, by path in the output folder. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
}

/** The part of the time that writing the manifest may take, however many publications it lists. */
const MANIFEST_TIME_SHARE = 0.05;

/** The output folder of a build. */
export class OutputFolder {
  readonly #out: string;
  /** Absolute path. */
  readonly #manifest: string;
  readonly #context: Context;
  readonly #oneAtATime = pLimit(1);
  readonly #part: ManifestPart | undefined;
  #builder: ManifestBuilder | undefined;
  /** The state of the manifest file when it was last read or written. */
  #lastState: string | undefined;
  #isWritten = true;
  /** The earliest time at which the manifest is written again; milliseconds as of `performance.now()`. */
  #writeAgainAt = 0;

  /**
   * @param out absolute path
   * @param part the part of a divided build that the folder is for
   */
  constructor(out: string, context: Context, part?: ManifestPart) {
    this.#out = out;
    this.#manifest = join(out, MANIFEST_FILE);
    this.#part = part;
    this.#context = context;
  }

  /**
   * Writes the editions of a publication, all or none, and removes files that those editions no longer have.
   * @returns the files that were written or are already there; none after the diagnostic `output-unwritable`
   */
  publish(
    publication: ManifestFacts,
    editions: readonly PublishedEdition[],
  ): Promise<readonly ManifestFile[]> {
    const addition: Addition = {
      publication,
      files: editions.flatMap((edition) => edition.files),
      editions: new Set(editions.map(({ id }) => id)),
      bytes: new Map(editions.flatMap(({ bytes }) => [...bytes])),
    };
    const write = () => this.#reportFailure(() => this.#publish(addition));
    return this.#oneAtATime(() => traceSpan(this.#context, 'write', publication.id, write));
  }

  /** Writes the manifest if it does not list everything yet. */
  async close(): Promise<void> {
    // A part without work writes a manifest, too, because the merge would miss the part otherwise.
    if (this.#part === undefined && (this.#isWritten || this.#builder === undefined)) return;
    await this.#reportFailure(() =>
      this.#exclusively(async () => {
        const [path, manifest] = serializeManifest(this.#out, (await this.#refreshBuilder()).build());
        if (!(await this.#hasBytes(path, manifest)))
          await this.#context.host.write(new Map([[path, manifest]]));
        return [];
      }),
    );
  }

  /** Runs work while no other build writes a manifest there. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const { host } = this.#context;
    return host.withLock === undefined ? work() : host.withLock(this.#manifest, work);
  }

  async #hasBytes(path: string, bytes: Uint8Array): Promise<boolean> {
    try {
      return Buffer.compare(await this.#context.host.read(path), bytes) === 0;
    } catch {
      return false;
    }
  }

  async #publish(addition: Addition): Promise<readonly ManifestFile[]> {
    this.#context.signal.throwIfAborted();
    const { publication, files, editions, bytes } = addition;
    const builder = await this.#openBuilder();
    const former = builder.find(publication.id);
    const outdated = builder.add(publication, files, editions);
    if (bytes.size === 0 && outdated.length === 0) {
      // The manifest usually lists these files already. This is checked in `close`.
      this.#isWritten = false;
      return files;
    }
    try {
      await this.#exclusively(() => this.#write(addition, outdated));
    } catch (error) {
      this.#builder?.rollBack(publication.id, former);
      throw error;
    }
    return files;
  }

  /** Writes files, with the manifest unless that was written a moment ago. */
  async #write({ bytes }: Addition, outdated: readonly string[]): Promise<void> {
    const { host } = this.#context;
    const started = performance.now();
    const files = new Map([...bytes].map(([path, file]) => [join(this.#out, path), file]));
    const isDue = started >= this.#writeAgainAt;
    if (isDue) files.set(...serializeManifest(this.#out, (await this.#refreshBuilder()).build()));
    await host.write(files);
    this.#isWritten = isDue;
    if (isDue) {
      this.#lastState = await this.#readState();
      const ended = performance.now();
      this.#writeAgainAt = ended + (ended - started) / MANIFEST_TIME_SHARE;
    }
    for (const path of outdated) await host.remove(join(this.#out, path));
  }

  async #openBuilder(): Promise<ManifestBuilder> {
    if (this.#builder !== undefined) return this.#builder;
    this.#lastState = await this.#readState();
    this.#builder = new ManifestBuilder(await readManifest(this.#out, this.#context), this.#part);
    return this.#builder;
  }

  /** Returns the manifest with the additions that other builds have written meanwhile. */
  async #refreshBuilder(): Promise<ManifestBuilder> {
    const builder = await this.#openBuilder();
    const state = await this.#readState();
    if (state === this.#lastState) return builder;
    this.#lastState = state;
    this.#builder = builder.rebaseOnto(await readManifest(this.#out, this.#context));
    return this.#builder;
  }

  /** Returns the state of the manifest file. It changes when another build writes the manifest. */
  async #readState(): Promise<string | undefined> {
    return this.#context.host.fileIdentity(this.#manifest).then(
      ({ text }) => text,
      () => undefined,
    );
  }

  async #reportFailure(work: () => Promise<readonly ManifestFile[]>): Promise<readonly ManifestFile[]> {
    try {
      return await work();
    } catch (error) {
      this.#context.report(diagnoseWriteError(error));
      return [];
    }
  }
}

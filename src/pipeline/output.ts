/** Writes built editions to the output folder. A file is written completely or not at all, and only after its edition is complete. */
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { GuardedHost } from '../core/host.ts';
import type { Context } from '../core/model/context.ts';
import { traceSpan } from '../core/trace.ts';
import { KnownFiles, type WrittenFile } from './manifest/known-files.ts';
import { LiveManifest } from './manifest/live-manifest.ts';
import type { ManifestFacts, ManifestFile, ManifestPart } from './manifest/manifest.ts';
import type { ManifestBuilder } from './manifest/manifest-builder.ts';
import { listFiles, serializeManifest } from './manifest/manifest-file.ts';
import { reportWriteFailure, selectMissing, selectRemovable } from './manifest/obstacles.ts';
import { WriteRecords } from './manifest/write-records.ts';

/** An edition with all its files, built now or earlier. */
export interface PublishedEdition {
  readonly id: string;
  readonly files: readonly ManifestFile[];
  /** The bytes of the files that are not in the output folder yet, by path. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
}

export interface OutputFolderOptions {
  /** Absolute path. */
  readonly out: string;
  readonly context: Pick<Context, 'root' | 'report' | 'signal' | 'trace'>;
  /** The host that records no dependencies, because no result depends on the files of former builds. */
  readonly host: GuardedHost;
  /** Returns whether this build has read the file at a path without links. */
  readonly isInput: (path: string) => Promise<boolean>;
  /** The part of a divided build that the folder is for. */
  readonly part: ManifestPart | undefined;
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
  readonly #options: OutputFolderOptions;
  readonly #manifest: LiveManifest;
  readonly #known: KnownFiles;
  readonly #records: WriteRecords;
  readonly #oneAtATime = pLimit(1);
  #isManifestWritten = true;
  /** The earliest time at which the manifest is written again; milliseconds as of `performance.now()`. */
  #writeAgainAt = 0;
  /** Files that this build has written and that the manifest on the disk does not list yet. */
  #unlisted: readonly WrittenFile[] = [];
  #hasWritten = false;

  constructor(options: OutputFolderOptions) {
    const { out, context, host, isInput, part } = options;
    this.#options = options;
    this.#records = new WriteRecords(out, host);
    this.#known = new KnownFiles({ out, host, isInput, listRecorded: () => this.#records.listFiles() });
    const onRead = (manifest: Parameters<typeof listFiles>[0]) => this.#known.learn(listFiles(manifest));
    this.#manifest = new LiveManifest({ out, root: context.root, host, part, onRead });
  }

  /**
   * Reads the manifest of the folder.
   * @throws DiagnosticError `manifest-foreign`
   */
  async open(): Promise<void> {
    await this.#manifest.open();
  }

  /**
   * Writes the editions of a publication, all or none, and removes files that those editions no longer have.
   * @returns the files that were written or are already there; none after the diagnostics `output-unwritable`,
   * `output-in-way` or `manifest-foreign`
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
    return this.#oneAtATime(() => traceSpan(this.#options.context, 'write', publication.id, write));
  }

  /** Writes the manifest if it does not list everything yet, and removes the records that are no longer needed. */
  async close(): Promise<void> {
    // A part without work writes a manifest, too, because the merge would miss the part otherwise.
    const isMissing = !this.#isManifestWritten && this.#manifest.builder !== undefined;
    const isNeeded = this.#options.part !== undefined || isMissing;
    if (!isNeeded && !this.#hasWritten) return;
    await this.#reportFailure(() =>
      this.#exclusively(async () => {
        const builder = await this.#manifest.refresh();
        if (isNeeded) await this.#writeManifest(builder);
        await this.#closeRecords(builder);
        return [];
      }),
    );
  }

  async #writeManifest(builder: ManifestBuilder): Promise<void> {
    const { out, host } = this.#options;
    const [path, manifest] = serializeManifest(out, builder.build());
    if (!(await this.#hasBytes(path, manifest))) await host.write(new Map([[path, manifest]]));
  }

  async #closeRecords(builder: ManifestBuilder): Promise<void> {
    // The manifest of a part leaves out the files of a former build, which are still there.
    await this.#records.finish(builder.listOmitted());
    const listed = new Map(listFiles(builder.build()).map(({ path, digest }) => [path, digest]));
    await this.#records.removeSpent(
      async ({ path, digest }) =>
        listed.get(path) === digest || (await this.#known.inspect(path, digest)) !== 'same',
    );
  }

  /** Runs work while no other build writes a manifest there. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const { host } = this.#options;
    return host.withLock === undefined ? work() : host.withLock(this.#manifest.path, work);
  }

  async #hasBytes(path: string, bytes: Uint8Array): Promise<boolean> {
    try {
      return Buffer.compare(await this.#options.host.read(path), bytes) === 0;
    } catch {
      return false;
    }
  }

  async #publish(addition: Addition): Promise<readonly ManifestFile[]> {
    this.#options.context.signal.throwIfAborted();
    const { publication, files, editions, bytes } = addition;
    const builder = await this.#manifest.open();
    const former = builder.find(publication.id);
    const outdated = builder.add(publication, files, editions);
    if (bytes.size === 0 && outdated.length === 0) {
      // The manifest usually lists these files already. This is checked in `close`.
      this.#isManifestWritten = false;
      return files;
    }
    try {
      await this.#exclusively(() => this.#write(addition, outdated));
    } catch (error) {
      this.#manifest.builder?.rollBack(publication.id, former);
      throw error;
    }
    return files;
  }

  /** Writes files, with the manifest unless that was written a moment ago, and removes outdated ones. */
  async #write({ bytes, files }: Addition, outdated: readonly string[]): Promise<void> {
    const { out, host, context } = this.#options;
    const started = performance.now();
    if (!this.#hasWritten) await this.#records.removeTemporaries();
    this.#hasWritten = true;
    const builder = await this.#manifest.refresh();
    const shown = { root: context.root, out };
    const given = files.filter(({ path }) => bytes.has(path));
    const missing = await selectMissing(given, this.#known, shown);
    const isDue = started >= this.#writeAgainAt;
    await this.#writeFiles(missing, bytes, isDue ? builder : undefined);
    if (isDue) {
      const ended = performance.now();
      this.#writeAgainAt = ended + (ended - started) / MANIFEST_TIME_SHARE;
    }
    const { removable, notes } = await selectRemovable(outdated, this.#known, shown);
    for (const path of removable) await host.remove(join(out, path));
    for (const note of notes) context.report(note);
  }

  /**
   * Records files, then writes them.
   * @param builder of the manifest, if it is to be written with them
   */
  async #writeFiles(
    missing: readonly ManifestFile[],
    bytes: Addition['bytes'],
    builder: ManifestBuilder | undefined,
  ): Promise<void> {
    const { out, host } = this.#options;
    const unlisted = [...this.#unlisted, ...missing.map(({ path, digest }) => ({ path, digest }))];
    if (missing.length > 0) await this.#records.store(unlisted);
    const files = missing.flatMap(({ path }): readonly [string, Uint8Array][] => {
      const content = bytes.get(path);
      return content === undefined ? [] : [[join(out, path), content]];
    });
    const manifest = builder === undefined ? [] : [serializeManifest(out, builder.build())];
    await host.write(new Map([...files, ...manifest]));
    this.#known.learn(missing);
    this.#isManifestWritten = builder !== undefined;
    this.#unlisted = builder === undefined ? unlisted : [];
    if (builder !== undefined) await this.#manifest.noteWritten();
  }

  async #reportFailure(work: () => Promise<readonly ManifestFile[]>): Promise<readonly ManifestFile[]> {
    try {
      return await work();
    } catch (error) {
      reportWriteFailure(error, this.#options.context.report);
      return [];
    }
  }
}

/** What was made → the output folder: a published file is never half-written, and never replaced by a worse one. */
import { join } from 'node:path';
import pLimit from 'p-limit';
import { unwritable } from '../core/diagnostics/file-problem.ts';
import type { Context } from '../core/model/context.ts';
import { traced } from '../core/trace.ts';
import type { ManifestFacts, ManifestFile, ManifestPart } from './manifest/manifest.ts';
import { ManifestDraft } from './manifest/manifest-builder.ts';
import { manifestEntry, readManifest } from './manifest/manifest-file.ts';
import { MANIFEST } from './manifest/name.ts';

/** An edition of which every file was made, now or before. */
export interface PublishedEdition {
  readonly id: string;
  readonly files: readonly ManifestFile[];
  /** Those that are not in the output folder yet, by path. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
}

/** What is published at once: some editions of a publication. */
interface Addition {
  readonly publication: ManifestFacts;
  readonly files: readonly ManifestFile[];
  /** Ids of the editions. */
  readonly editions: ReadonlySet<string>;
  /** Files to be written, by path in the output folder. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
}

/** Writing the manifest may take this part of the time, however many publications it has. */
const SHARE = 0.05;

/** The output folder of a build. */
export class Output {
  readonly #out: string;
  /** Absolute path. */
  readonly #manifest: string;
  readonly #context: Context;
  readonly #oneAtATime = pLimit(1);
  readonly #part: ManifestPart | undefined;
  #draft: ManifestDraft | undefined;
  /** What the manifest on the disk was like when it was last read or written. */
  #seen: string | undefined;
  #isWritten = true;
  /** Milliseconds of the process's clock. */
  #writeAgainAt = 0;

  /**
   * @param out absolute path
   * @param part of which part of a divided build it is the output
   */
  constructor(out: string, context: Context, part?: ManifestPart) {
    this.#out = out;
    this.#manifest = join(out, MANIFEST);
    this.#part = part;
    this.#context = context;
  }

  /**
   * Writes the editions of a publication, all or none, and removes files that those editions no longer have.
   * @returns what was written or is there already; nothing after the diagnostic `output-unwritable`
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
    const write = () => this.#safely(() => this.#publish(addition));
    return this.#oneAtATime(() => traced(this.#context, 'write', publication.id, write));
  }

  /** Writes the manifest, where it does not yet say everything. */
  async close(): Promise<void> {
    // A part that had nothing to do says so: without its manifest it would be missing.
    if (this.#part === undefined && (this.#isWritten || this.#draft === undefined)) return;
    await this.#safely(() =>
      this.#alone(async () => {
        const [path, manifest] = manifestEntry(this.#out, (await this.#current()).manifest());
        if (!(await this.#holds(path, manifest))) await this.#context.host.write(new Map([[path, manifest]]));
        return [];
      }),
    );
  }

  /** While no other build writes a manifest there. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const { host } = this.#context;
    return host.exclusively === undefined ? work() : host.exclusively(this.#manifest, work);
  }

  async #holds(path: string, bytes: Uint8Array): Promise<boolean> {
    try {
      return Buffer.compare(await this.#context.host.read(path), bytes) === 0;
    } catch {
      return false;
    }
  }

  async #publish(addition: Addition): Promise<readonly ManifestFile[]> {
    this.#context.signal.throwIfAborted();
    const { publication, files, editions, bytes } = addition;
    const draft = await this.#opened();
    const former = draft.entry(publication.id);
    const outdated = draft.add(publication, files, editions);
    if (bytes.size === 0 && outdated.length === 0) {
      // What is there already is in the manifest, as a rule: whether it is can be seen at the end.
      this.#isWritten = false;
      return files;
    }
    try {
      await this.#alone(() => this.#write(addition, outdated));
    } catch (error) {
      this.#draft?.restore(publication.id, former);
      throw error;
    }
    return files;
  }

  /** With the manifest that lists them, unless that was written a moment ago. */
  async #write({ bytes }: Addition, outdated: readonly string[]): Promise<void> {
    const { host } = this.#context;
    const started = performance.now();
    const files = new Map([...bytes].map(([path, file]) => [join(this.#out, path), file]));
    const isDue = started >= this.#writeAgainAt;
    if (isDue) files.set(...manifestEntry(this.#out, (await this.#current()).manifest()));
    await host.write(files);
    this.#isWritten = isDue;
    if (isDue) {
      this.#seen = await this.#state();
      const ended = performance.now();
      this.#writeAgainAt = ended + (ended - started) / SHARE;
    }
    for (const path of outdated) await host.remove(join(this.#out, path));
  }

  async #opened(): Promise<ManifestDraft> {
    if (this.#draft !== undefined) return this.#draft;
    this.#seen = await this.#state();
    this.#draft = new ManifestDraft(await readManifest(this.#out, this.#context), this.#part);
    return this.#draft;
  }

  /** The draft, with what other builds have written meanwhile. */
  async #current(): Promise<ManifestDraft> {
    const draft = await this.#opened();
    const state = await this.#state();
    if (state === this.#seen) return draft;
    this.#seen = state;
    this.#draft = draft.over(await readManifest(this.#out, this.#context));
    return this.#draft;
  }

  /** By which it is seen that another build has written the manifest. */
  async #state(): Promise<string | undefined> {
    return this.#context.host.state(this.#manifest).then(
      ({ text }) => text,
      () => undefined,
    );
  }

  async #safely(work: () => Promise<readonly ManifestFile[]>): Promise<readonly ManifestFile[]> {
    try {
      return await work();
    } catch (error) {
      this.#context.report(unwritable(error));
      return [];
    }
  }
}

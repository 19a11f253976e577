/** What was made → the output folder: a published file is never half-written, and never replaced by a worse one. */
import { join } from 'node:path';
import pLimit from 'p-limit';
import { unwritable } from '../file-problem.ts';
import {
  ManifestDraft,
  type ManifestFacts,
  type ManifestFile,
  type ManifestPart,
  manifestEntry,
  readManifest,
} from '../manifest/index.ts';
import type { Context } from '../model.ts';
import { traced } from '../trace.ts';

/** An edition of which every file was made, now or before. */
export interface PublishedEdition {
  readonly id: string;
  readonly files: readonly ManifestFile[];
  /** Those that are not in the output folder yet, by path. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
}

/** Writing the manifest may take this part of the time, however many publications it has. */
const SHARE = 0.05;

/** The output folder of a build. */
export class Output {
  readonly #out: string;
  readonly #context: Context;
  readonly #oneAtATime = pLimit(1);
  readonly #part: ManifestPart | undefined;
  #draft: ManifestDraft | undefined;
  #isWritten = true;
  /** Milliseconds of the process's clock. */
  #writeAgainAt = 0;

  /**
   * @param out absolute path
   * @param part of which part of a divided build it is the output
   */
  constructor(out: string, context: Context, part?: ManifestPart) {
    this.#out = out;
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
    const write = () => this.#safely(() => this.#publish(publication, editions));
    return this.#oneAtATime(() => traced(this.#context, 'write', publication.id, write));
  }

  /** The manifest, where it does not yet say everything. */
  async close(): Promise<void> {
    // A part that had nothing to do says so: without its manifest it would be missing.
    if (this.#part === undefined && (this.#isWritten || this.#draft === undefined)) return;
    await this.#safely(async () => {
      const [path, manifest] = manifestEntry(this.#out, (await this.#opened()).manifest());
      if (!(await this.#holds(path, manifest))) await this.#context.host.write(new Map([[path, manifest]]));
      return [];
    });
  }

  async #holds(path: string, bytes: Uint8Array): Promise<boolean> {
    try {
      return Buffer.compare(await this.#context.host.read(path), bytes) === 0;
    } catch {
      return false;
    }
  }

  async #publish(
    publication: ManifestFacts,
    editions: readonly PublishedEdition[],
  ): Promise<readonly ManifestFile[]> {
    const { host, signal } = this.#context;
    signal.throwIfAborted();
    const files = editions.flatMap((edition) => edition.files);
    const ids = new Set(editions.map(({ id }) => id));
    const draft = await this.#opened();
    const former = draft.entry(publication.id);
    const outdated = draft.add(publication, files, ids);
    const written = new Map(
      editions.flatMap(({ bytes }) =>
        [...bytes].map(([path, file]) => [join(this.#out, path), file] as const),
      ),
    );
    if (written.size === 0 && outdated.length === 0) {
      // What is there already is in the manifest, as a rule: whether it is can be seen at the end.
      this.#isWritten = false;
      return files;
    }
    try {
      await this.#write(written, draft);
    } catch (error) {
      draft.restore(publication.id, former);
      throw error;
    }
    for (const path of outdated) await host.remove(join(this.#out, path));
    return files;
  }

  async #opened(): Promise<ManifestDraft> {
    this.#draft ??= new ManifestDraft(await readManifest(this.#out, this.#context), this.#part);
    return this.#draft;
  }

  /** With the manifest that lists them, unless that was written a moment ago. */
  async #write(files: Map<string, Uint8Array>, draft: ManifestDraft): Promise<void> {
    const started = performance.now();
    const isDue = started >= this.#writeAgainAt;
    if (isDue) files.set(...manifestEntry(this.#out, draft.manifest()));
    await this.#context.host.write(files);
    this.#isWritten = isDue;
    if (!isDue) return;
    const ended = performance.now();
    this.#writeAgainAt = ended + (ended - started) / SHARE;
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

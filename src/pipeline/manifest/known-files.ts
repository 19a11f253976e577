/** Decides which files of an output folder a build may replace or remove: those that Handpress wrote and no one has changed since. */
import { dirname, join } from 'node:path';
import type { Host } from '../../core/host.ts';
import { computeDigest } from '../../runtime/cache/digest.ts';
import type { ManifestFile } from './manifest.ts';

/** A path relative to the output folder, and the SHA-256 of the bytes that Handpress wrote there. */
export type WrittenFile = Pick<ManifestFile, 'path' | 'digest'>;

/**
 * Why a path must not be written. `unknown`: Handpress did not write what is there; `changed`: someone changed it since;
 * `input`: this build has read it; `folder`: it is no file.
 */
export type Obstacle = 'unknown' | 'changed' | 'input' | 'folder';

/** What is at a path of the output folder. `same`: the bytes that are to be written; `ours`: other bytes that Handpress wrote. */
export type PathState = 'free' | 'same' | 'ours' | Obstacle;

export interface KnownFilesOptions {
  /** Absolute path of the output folder. */
  readonly out: string;
  readonly host: Pick<Host, 'kind' | 'read' | 'resolve'>;
  /** Returns whether this build has read the file at a path without links. */
  readonly isInput: (path: string) => Promise<boolean>;
  /** Lists files that no manifest names yet: those that other builds record before they write them. */
  readonly listRecorded: () => Promise<readonly WrittenFile[]>;
}

/** The files that Handpress wrote to an output folder, as manifests and records list them. */
export class KnownFiles {
  readonly #options: KnownFilesOptions;
  readonly #digests = new Map<string, Set<string>>();

  constructor(options: KnownFilesOptions) {
    this.#options = options;
  }

  /** Adds files that a manifest or a record lists. */
  learn(files: readonly WrittenFile[]): void {
    for (const { path, digest } of files) {
      const known = this.#digests.get(path);
      if (known) known.add(digest);
      else this.#digests.set(path, new Set([digest]));
    }
  }

  /**
   * Returns the state of a path.
   * @param path relative to the output folder
   * @param digest of the bytes that are to be written there; absent if the file is to be removed
   */
  async inspect(path: string, digest?: string): Promise<PathState> {
    const { out, host, isInput } = this.#options;
    const absolute = join(out, path);
    const kind = await host.kind(absolute);
    if (kind === undefined) return 'free';
    if (kind === 'outside') {
      if ((await host.kind(dirname(absolute))) === 'folder') return 'unknown';
      // A folder above is a link: the guard refuses to write or remove there, and reports it.
      return digest === undefined ? 'ours' : 'free';
    }
    if (kind !== 'file') return 'folder';
    const found = computeDigest(await host.read(absolute));
    if (found === digest) return 'same';
    if (await isInput(await host.resolve(absolute))) return 'input';
    return this.#recognize(path, found);
  }

  async #recognize(path: string, found: string): Promise<'ours' | Obstacle> {
    if (this.#digests.get(path)?.has(found) !== true) this.learn(await this.#options.listRecorded());
    const known = this.#digests.get(path);
    if (known === undefined) return 'unknown';
    return known.has(found) ? 'ours' : 'changed';
  }
}

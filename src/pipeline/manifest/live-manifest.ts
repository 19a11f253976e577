/** Holds the manifest of an output folder while a build adds to it and other builds may write it, too. */
import { join } from 'node:path';
import type { GuardedHost } from '../../core/host.ts';
import type { Manifest, ManifestPart } from './manifest.ts';
import { ManifestBuilder } from './manifest-builder.ts';
import { readManifest } from './manifest-file.ts';
import { MANIFEST_FILE } from './name.ts';

export interface LiveManifestOptions {
  /** Absolute path of the output folder. */
  readonly out: string;
  /** Absolute path of the project. */
  readonly root: string;
  readonly host: GuardedHost;
  /** The part of a divided build that the folder is for. */
  readonly part: ManifestPart | undefined;
  /** Is called with the manifest each time it is read. */
  readonly onRead: (manifest: Manifest) => void;
}

export class LiveManifest {
  readonly #options: LiveManifestOptions;
  /** Absolute path. */
  readonly path: string;
  #builder: ManifestBuilder | undefined;
  /** The state of the file when it was last read or written. */
  #lastState: string | undefined;

  constructor(options: LiveManifestOptions) {
    this.#options = options;
    this.path = join(options.out, MANIFEST_FILE);
  }

  /** The manifest with the additions so far; absent before it was read. */
  get builder(): ManifestBuilder | undefined {
    return this.#builder;
  }

  /**
   * Reads the manifest on the first call.
   * @throws DiagnosticError `manifest-foreign`
   */
  async open(): Promise<ManifestBuilder> {
    if (this.#builder !== undefined) return this.#builder;
    const state = await this.#readState();
    const builder = new ManifestBuilder(await this.#read(), this.#options.part);
    // Two callers may have read it.
    if (this.#builder === undefined) [this.#builder, this.#lastState] = [builder, state];
    return this.#builder;
  }

  /**
   * Returns the manifest with what other builds have written meanwhile.
   * @throws DiagnosticError `manifest-foreign`
   */
  async refresh(): Promise<ManifestBuilder> {
    const builder = await this.open();
    const state = await this.#readState();
    if (state === this.#lastState) return builder;
    this.#lastState = state;
    this.#builder = builder.rebaseOnto(await this.#read());
    return this.#builder;
  }

  /** Is called when this build has written the file. */
  async noteWritten(): Promise<void> {
    this.#lastState = await this.#readState();
  }

  async #read(): Promise<Manifest> {
    const manifest = await readManifest(this.#options.out, this.#options);
    this.#options.onRead(manifest);
    return manifest;
  }

  /** Returns the state of the manifest file. It changes when another build writes the manifest. */
  async #readState(): Promise<string | undefined> {
    return this.#options.host.fileIdentity(this.path).then(
      ({ text }) => text,
      () => undefined,
    );
  }
}

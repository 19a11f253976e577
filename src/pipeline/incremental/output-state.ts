/** Finds out which files of the output folder are up to date: by `stat` if the last build recorded it, else by reading them. */
import { join } from 'node:path';
import type { FileIdentity, Host } from '../../core/host.ts';
import { computeDigest } from '../../runtime/cache/digest.ts';
import { MANIFEST_FILE } from '../manifest/name.ts';
import type { RunRecord } from './records.ts';

/** The output folder, compared with what a build makes. */
export class OutputState {
  readonly #out: string;
  readonly #host: Pick<Host, 'read' | 'fileIdentity'>;
  readonly #digests: ReadonlyMap<string, string>;
  readonly #states: RunRecord['states'];
  #hasReadFiles = false;

  /**
   * @param out absolute path of the output folder
   * @param former record of the last build, with the states of the files that it wrote
   */
  constructor(out: string, host: Pick<Host, 'read' | 'fileIdentity'>, former?: RunRecord) {
    this.#out = out;
    this.#host = host;
    this.#digests = indexDigests(former);
    this.#states = former?.states ?? {};
  }

  /**
   * Returns whether a file has the expected bytes.
   * @param path relative to the output folder
   * @param digest SHA-256 of the expected bytes, hexadecimal
   */
  async matches(path: string, digest: string): Promise<boolean> {
    return (
      this.#isUnchangedByStat(path, digest, await this.#readState(path)) || this.#matchesBytes(path, digest)
    );
  }

  /** Whether the state of a file was not sufficient, so that its bytes were read. */
  get hasReadFiles(): boolean {
    return this.#hasReadFiles;
  }

  /** Returns the states by which the next build can recognize these files, without files that changed too recently. */
  async findStableStates({
    files,
    manifest,
  }: Pick<RunRecord, 'files' | 'manifest'>): Promise<RunRecord['states']> {
    const states: Record<string, string> = {};
    for (const { path, digest } of [...files, { path: MANIFEST_FILE, digest: manifest }]) {
      const state = await this.#stableStat(path, digest);
      if (state !== undefined) states[path] = state;
    }
    return states;
  }

  async #stableStat(path: string, digest: string): Promise<string | undefined> {
    // Reads the state before the bytes, because a change between the two then changes the next state.
    const state = await this.#readState(path);
    if (this.#isUnchangedByStat(path, digest, state)) return state?.text;
    return state?.isStable && (await this.#matchesBytes(path, digest)) ? state.text : undefined;
  }

  #isUnchangedByStat(path: string, digest: string, state: FileIdentity | undefined): boolean {
    return state !== undefined && state.text === this.#states[path] && digest === this.#digests.get(path);
  }

  async #matchesBytes(path: string, digest: string): Promise<boolean> {
    this.#hasReadFiles = true;
    try {
      return computeDigest(await this.#host.read(join(this.#out, path))) === digest;
    } catch {
      return false;
    }
  }

  #readState(path: string): Promise<FileIdentity | undefined> {
    return this.#host.fileIdentity(join(this.#out, path)).catch(() => undefined);
  }
}

function indexDigests(former: RunRecord | undefined): ReadonlyMap<string, string> {
  if (former === undefined) return new Map();
  const files = former.files.map(({ path, digest }) => [path, digest] as const);
  return new Map([...files, [MANIFEST_FILE, former.manifest]]);
}

/** Which files of the output folder hold what was made: told by their state where that is known, else by reading them. */
import { join } from 'node:path';
import type { FileState, Host } from '../../core/host.ts';
import { digestOf } from '../../runtime/cache/digest.ts';
import { MANIFEST } from '../manifest/name.ts';
import type { KeptRun } from './records.ts';

export class InPlace {
  readonly #out: string;
  readonly #host: Pick<Host, 'read' | 'state'>;
  readonly #digests: ReadonlyMap<string, string>;
  readonly #states: KeptRun['states'];
  #hasRead = false;

  /**
   * @param out absolute path of the output folder
   * @param former the last build, and what the files that it left were like
   */
  constructor(out: string, host: Pick<Host, 'read' | 'state'>, former?: KeptRun) {
    this.#out = out;
    this.#host = host;
    this.#digests = digestsOf(former);
    this.#states = former?.states ?? {};
  }

  /**
   * @param path relative to the output folder
   * @param digest SHA-256 of what should be there, hexadecimal
   */
  async has(path: string, digest: string): Promise<boolean> {
    return this.#isKnown(path, digest, await this.#state(path)) || this.#isRead(path, digest);
  }

  /** Whether the state of a file was not enough. */
  get hasRead(): boolean {
    return this.#hasRead;
  }

  /** By which the next build can tell that these files are still there; without those of which it cannot. */
  async statesOf({ files, manifest }: Pick<KeptRun, 'files' | 'manifest'>): Promise<KeptRun['states']> {
    const states: Record<string, string> = {};
    for (const { path, digest } of [...files, { path: MANIFEST, digest: manifest }]) {
      const state = await this.#soundState(path, digest);
      if (state !== undefined) states[path] = state;
    }
    return states;
  }

  async #soundState(path: string, digest: string): Promise<string | undefined> {
    // First the state, then the bytes: what changes these in between changes that as well.
    const state = await this.#state(path);
    if (this.#isKnown(path, digest, state)) return state?.text;
    return state?.isSettled && (await this.#isRead(path, digest)) ? state.text : undefined;
  }

  #isKnown(path: string, digest: string, state: FileState | undefined): boolean {
    return state !== undefined && state.text === this.#states[path] && digest === this.#digests.get(path);
  }

  async #isRead(path: string, digest: string): Promise<boolean> {
    this.#hasRead = true;
    try {
      return digestOf(await this.#host.read(join(this.#out, path))) === digest;
    } catch {
      return false;
    }
  }

  #state(path: string): Promise<FileState | undefined> {
    return this.#host.state(join(this.#out, path)).catch(() => undefined);
  }
}

function digestsOf(former: KeptRun | undefined): ReadonlyMap<string, string> {
  if (former === undefined) return new Map();
  const files = former.files.map(({ path, digest }) => [path, digest] as const);
  return new Map([...files, [MANIFEST, former.manifest]]);
}

/** A host that keeps what it was asked and what the world answered: everything that a result depends on. */
import type { Entry, FileState, GuardedHost, guarded, Host, Kind } from '../../core/host.ts';
import { type Answers, answerText, failureAnswer, keyOf, type Paths, type Way } from './host-queries.ts';

/** What is made once in a build, with what was asked to make it. */
interface Shared {
  readonly value: unknown;
  readonly by: RecordingHost;
}

/** The hosts of one build: they share what is made once. */
export class Recordings {
  readonly #world: GuardedHost;
  readonly #paths: Paths;
  readonly #shared = new Map<string, Shared>();

  constructor(world: GuardedHost, paths: Paths) {
    this.#world = world;
    this.#paths = paths;
  }

  open(): RecordingHost {
    return new RecordingHost(this.#world, this.#paths, this);
  }

  share(key: string, make: (host: GuardedHost) => unknown): Shared {
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const by = this.open();
    const shared = { value: make(by), by };
    this.#shared.set(key, shared);
    return shared;
  }
}

export class RecordingHost implements Host {
  /** The world that it asks is behind the guard. */
  declare readonly [guarded]: true;
  readonly #world: GuardedHost;
  readonly #paths: Paths;
  readonly #recordings: Recordings;
  readonly #answers = new Map<string, string>();
  readonly #included = new Set<RecordingHost>();
  #isSteady = true;

  constructor(world: GuardedHost, paths: Paths, recordings: Recordings) {
    this.#world = world;
    this.#paths = paths;
    this.#recordings = recordings;
  }

  list(folder: string): Promise<readonly Entry[]> {
    return this.#later('list', folder, this.#world.list(folder));
  }

  kind(path: string): Promise<Kind | undefined> {
    return this.#later('kind', path, this.#world.kind(path));
  }

  resolve(path: string): Promise<string> {
    return this.#later('resolve', path, this.#world.resolve(path));
  }

  read(path: string): Promise<Uint8Array> {
    return this.#later('read', path, this.#world.read(path));
  }

  stamp(path: string): Promise<string> {
    return this.#later('stamp', path, this.#world.stamp(path));
  }

  /** No question: what is made does not rest on which copy of a file this is. */
  state(path: string): Promise<FileState> {
    return this.#world.state(path);
  }

  variable(name: string): string | undefined {
    return this.#now('variable', name, this.#world.variable(name));
  }

  today(): string {
    return this.#now('today', '', this.#world.today());
  }

  write(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    return this.#world.write(files);
  }

  remove(path: string): Promise<void> {
    return this.#world.remove(path);
  }

  exclusively<T>(path: string, work: () => Promise<T>): Promise<T> {
    return this.#world.exclusively === undefined ? work() : this.#world.exclusively(path, work);
  }

  shared<T>(key: string, make: (host: GuardedHost) => T): T {
    const { value, by } = this.#recordings.share(key, make);
    this.#included.add(by);
    return value as T;
  }

  /** What another has asked is asked here, too. */
  include(other: RecordingHost): void {
    this.#included.add(other);
  }

  /** Everything asked up to now; `undefined` when the world gave two answers to one question. */
  answers(): Answers | undefined {
    const all = new Map<string, string>();
    for (const host of this.#withIncluded()) {
      if (!host.#isSteady) return undefined;
      for (const [key, answer] of host.#answers) {
        if ((all.get(key) ?? answer) !== answer) return undefined;
        all.set(key, answer);
      }
    }
    return all;
  }

  #withIncluded(): ReadonlySet<RecordingHost> {
    const found = new Set<RecordingHost>([this]);
    // A set is gone through to its end, also where it grows meanwhile.
    for (const host of found) for (const other of host.#included) found.add(other);
    return found;
  }

  async #later<T>(way: Way, subject: string, work: Promise<T>): Promise<T> {
    try {
      return this.#now(way, subject, await work);
    } catch (error) {
      this.#keep(keyOf(way, subject, this.#paths), failureAnswer(error));
      throw error;
    }
  }

  #now<T>(way: Way, subject: string, found: T): T {
    this.#keep(keyOf(way, subject, this.#paths), answerText(way, found, this.#paths));
    return found;
  }

  #keep(key: string, answer: string): void {
    const former = this.#answers.get(key);
    if (former !== undefined && former !== answer) this.#isSteady = false;
    this.#answers.set(key, answer);
  }
}

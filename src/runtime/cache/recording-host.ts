/** A host that records all queries and answers: the dependencies of a result. */
import type {
  FileIdentity,
  FolderEntry,
  GuardedHost,
  guarded,
  Host,
  LastCommit,
  PathKind,
} from '../../core/host.ts';
import {
  encodeAnswer,
  encodeFailure,
  type PortablePaths,
  type QueryAnswers,
  type QueryKind,
  queryKey,
  readPathOf,
} from './host-queries.ts';

/** A memoized value, and the host that recorded its dependencies. */
interface MemoizedValue {
  readonly value: unknown;
  readonly recorder: RecordingHost;
}

/** Opens the recording hosts of one build, which share memoized values. */
export class RecordingSession {
  readonly #host: GuardedHost;
  readonly #paths: PortablePaths;
  readonly #memo = new Map<string, MemoizedValue>();
  /** Paths of files whose content was used, as they were asked for. */
  readonly #readPaths = new Set<string>();
  /** Those of them whose links were resolved, and where they lead. */
  readonly #resolved = { paths: new Set<string>(), realPaths: new Set<string>() };

  constructor(host: GuardedHost, paths: PortablePaths) {
    this.#host = host;
    this.#paths = paths;
  }

  openHost(): RecordingHost {
    return new RecordingHost(this.#host, this.#paths, this);
  }

  memoize(key: string, make: (host: GuardedHost) => unknown): MemoizedValue {
    const known = this.#memo.get(key);
    if (known !== undefined) return known;
    const recorder = this.openHost();
    const memoized = { value: make(recorder), recorder };
    this.#memo.set(key, memoized);
    return memoized;
  }

  /** Notes that the content of a file was used. */
  noteRead(path: string): void {
    this.#readPaths.add(path);
  }

  /** Notes the files that a cached result depends on. */
  noteDependencies(dependencies: Iterable<readonly [key: string, answer: string]>): void {
    for (const [key] of dependencies) {
      const path = readPathOf(key, this.#paths);
      if (path !== undefined) this.noteRead(path);
    }
  }

  /**
   * Returns whether the content of a file was used.
   * @param real absolute path without links
   */
  async hasRead(real: string): Promise<boolean> {
    const { paths, realPaths } = this.#resolved;
    for (const path of this.#readPaths) {
      if (paths.has(path)) continue;
      realPaths.add(await this.#host.resolve(path).catch(() => path));
      paths.add(path);
    }
    return realPaths.has(real);
  }
}

export class RecordingHost implements Host {
  /** The host that it queries is a guarded one. */
  declare readonly [guarded]: true;
  readonly #host: GuardedHost;
  readonly #paths: PortablePaths;
  readonly #session: RecordingSession;
  readonly #answers = new Map<string, string>();
  readonly #inherited = new Set<RecordingHost>();
  #isConsistent = true;

  constructor(host: GuardedHost, paths: PortablePaths, session: RecordingSession) {
    this.#host = host;
    this.#paths = paths;
    this.#session = session;
  }

  list(folder: string): Promise<readonly FolderEntry[]> {
    return this.#recordLater('list', folder, this.#host.list(folder));
  }

  kind(path: string): Promise<PathKind | undefined> {
    return this.#recordLater('kind', path, this.#host.kind(path));
  }

  resolve(path: string): Promise<string> {
    return this.#recordLater('resolve', path, this.#host.resolve(path));
  }

  read(path: string): Promise<Uint8Array> {
    this.#session.noteRead(path);
    return this.#recordLater('read', path, this.#host.read(path));
  }

  fingerprint(path: string): Promise<string> {
    return this.#recordLater('fingerprint', path, this.#host.fingerprint(path));
  }

  /** Not recorded, because results depend on the content of a file and not on its identity. */
  fileIdentity(path: string): Promise<FileIdentity> {
    return this.#host.fileIdentity(path);
  }

  variable(name: string): string | undefined {
    return this.#record('variable', name, this.#host.variable(name));
  }

  today(): string {
    return this.#record('today', '', this.#host.today());
  }

  lastCommit(paths: readonly string[]): Promise<LastCommit> {
    const found = this.#host.lastCommit?.(paths) ?? Promise.resolve<LastCommit>({ kind: 'none' });
    return this.#recordLater('lastCommit', JSON.stringify(paths), found);
  }

  write(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    return this.#host.write(files);
  }

  remove(path: string): Promise<void> {
    return this.#host.remove(path);
  }

  withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
    return this.#host.withLock === undefined ? work() : this.#host.withLock(path, work);
  }

  memoize<T>(key: string, make: (host: GuardedHost) => T): T {
    const { value, recorder } = this.#session.memoize(key, make);
    this.#inherited.add(recorder);
    return value as T;
  }

  /** Adds the dependencies of another host to those of this one. */
  inheritDependencies(other: RecordingHost): void {
    this.#inherited.add(other);
  }

  /** Returns all queries so far with their answers; `undefined` if a query had two different answers. */
  dependencies(): QueryAnswers | undefined {
    const all = new Map<string, string>();
    for (const host of this.#withInherited()) {
      if (!host.#isConsistent) return undefined;
      for (const [key, answer] of host.#answers) {
        if ((all.get(key) ?? answer) !== answer) return undefined;
        all.set(key, answer);
      }
    }
    return all;
  }

  #withInherited(): ReadonlySet<RecordingHost> {
    const found = new Set<RecordingHost>([this]);
    // Iterating over a set includes the elements that are added meanwhile.
    for (const host of found) for (const other of host.#inherited) found.add(other);
    return found;
  }

  async #recordLater<T>(way: QueryKind, subject: string, work: Promise<T>): Promise<T> {
    try {
      return this.#record(way, subject, await work);
    } catch (error) {
      this.#store(queryKey(way, subject, this.#paths), encodeFailure(error));
      throw error;
    }
  }

  #record<T>(way: QueryKind, subject: string, found: T): T {
    this.#store(queryKey(way, subject, this.#paths), encodeAnswer(way, found, this.#paths));
    return found;
  }

  #store(key: string, answer: string): void {
    const former = this.#answers.get(key);
    if (former !== undefined && former !== answer) this.#isConsistent = false;
    this.#answers.set(key, answer);
  }
}

/** The queries to a host and their encoded answers. Equal answers mean that nothing has changed. */
import { isAbsolute, relative, sep } from 'node:path';
import { type GuardedHost, type Host, HostError, type LastCommit } from '../../core/host.ts';
import { computeDigest } from './digest.ts';

/** Encoded answers by query: `read ./content/a.md`. */
export type QueryAnswers = ReadonlyMap<string, string>;

interface HostQuery<T> {
  ask(host: Host, subject: string): T | Promise<T>;
  encode(found: T, paths: PortablePaths): string;
}

const query = <T>(ask: HostQuery<T>['ask'], encode: HostQuery<T>['encode']): HostQuery<T> => ({
  ask,
  encode,
});

/** All queries that a {@link Host} answers. */
export const HOST_QUERIES = {
  list: query(
    (host, path) => host.list(path),
    (entries) => computeDigest(JSON.stringify(entries)),
  ),
  kind: query(
    (host, path) => host.kind(path),
    (kind) => kind ?? 'nothing',
  ),
  resolve: query(
    (host, path) => host.resolve(path),
    // The answer is a path, too.
    (path, paths) => paths.toPortable(path),
  ),
  read: query((host, path) => host.read(path), computeDigest),
  fingerprint: query(
    (host, path) => host.fingerprint(path),
    (fingerprint) => fingerprint,
  ),
  // A digest, because variables can contain secrets.
  variable: query(
    (host, name) => host.variable(name),
    (value) => (value === undefined ? 'unset' : computeDigest(value)),
  ),
  today: query(
    (host) => host.today(),
    (day) => day,
  ),
  lastCommit: query(
    async (host, files): Promise<LastCommit> =>
      (await host.lastCommit?.(parseFileList(files))) ?? { kind: 'none' },
    encodeLastCommit,
  ),
} as const satisfies Record<
  Exclude<keyof Host, 'write' | 'remove' | 'inspect' | 'withLock' | 'fileIdentity' | 'memoize'>,
  unknown
>;

export type QueryKind = keyof typeof HOST_QUERIES;

/** Encodes a failure, because that a file cannot be read is also an answer. */
export const encodeFailure = (error: unknown): string =>
  error instanceof HostError ? `failed: ${error.kind}` : 'failed';

/** Converts paths in the project to a form that is valid in another folder or on another machine. */
export class PortablePaths {
  readonly #root: string;
  /** The start of every absolute path in the project. */
  readonly #prefix: string;

  /** @param root absolute path of the project */
  constructor(root: string) {
    this.#root = root;
    this.#prefix = root.endsWith(sep) ? root : root + sep;
  }

  /** Returns a path in the project as `./` and the relative path with `/`; other paths unchanged. */
  toPortable(path: string): string {
    // Normalizing a normal path would take longer than the rest of the work on an answer.
    const isNormal = path.startsWith(this.#prefix) && !/[\\/](?:\.{0,2})(?:[\\/]|$)/.test(path);
    const within = isNormal ? path.slice(this.#prefix.length) : relative(this.#root, path);
    if (within.startsWith('..') || isAbsolute(within)) return path;
    return `./${within.split(sep).join('/')}`;
  }

  /** Reverses {@link toPortable}. */
  toAbsolute(path: string): string {
    if (!path.startsWith('./')) return path;
    return path === './' ? this.#root : this.#prefix + path.slice('./'.length).split('/').join(sep);
  }
}

/**
 * Returns the key of a query.
 * @param subject a path or a name, as given to the host
 */
export function queryKey(kind: QueryKind, subject: string, paths: PortablePaths): string {
  if (kind === 'variable' || kind === 'today') return `${kind} ${subject}`;
  if (kind !== 'lastCommit') return `${kind} ${paths.toPortable(subject)}`;
  return `${kind} ${JSON.stringify(parseFileList(subject).map((path) => paths.toPortable(path)))}`;
}

/** Returns whether a query asks for a commit. While the same commit is checked out, its answer depends on the files only. */
export const isCommitQuery = (key: string): boolean => key.startsWith('lastCommit ');

/** Returns the absolute path of the file that a query reads; `undefined` if it reads none. */
export const readPathOf = (key: string, paths: PortablePaths): string | undefined =>
  key.startsWith('read ') ? paths.toAbsolute(key.slice('read '.length)) : undefined;

/** Encodes an answer. */
export const encodeAnswer = <T>(kind: QueryKind, found: T, paths: PortablePaths): string => {
  const { encode } = HOST_QUERIES[kind] as unknown as HostQuery<T>;
  return encode(found, paths);
};

/** Parses the subject of a query about several files. */
export const parseFileList = (subject: string): readonly string[] => JSON.parse(subject) as readonly string[];

function encodeLastCommit(found: LastCommit, paths: PortablePaths): string {
  switch (found.kind) {
    case 'found':
      return `found ${found.seconds}`;
    case 'uncommitted':
      return `uncommitted ${JSON.stringify(found.files.map((path) => paths.toPortable(path)))}`;
    case 'unavailable':
      return `unavailable ${found.reason}`;
    default:
      return found.kind;
  }
}

/** Checks recorded answers against the present host. Runs each query once. */
export class DependencyChecker {
  readonly #host: GuardedHost;
  readonly #paths: PortablePaths;
  readonly #pending = new Map<string, Promise<string>>();
  /**
   * Present answers, because publications share most queries, and awaiting a promise takes longer than a
   * lookup.
   */
  readonly #answers = new Map<string, string>();

  constructor(host: GuardedHost, paths: PortablePaths) {
    this.#host = host;
    this.#paths = paths;
  }

  /** Returns whether every recorded answer is still the present one. */
  async isFresh(answers: readonly (readonly [key: string, answer: string])[]): Promise<boolean> {
    for (const [key, answer] of answers) {
      if ((this.#answers.get(key) ?? (await this.#answer(key))) !== answer) return false;
    }
    return true;
  }

  async #answer(key: string): Promise<string> {
    const pending = this.#pending.get(key) ?? this.#ask(key);
    this.#pending.set(key, pending);
    const answer = await pending;
    this.#answers.set(key, answer);
    return answer;
  }

  async #ask(key: string): Promise<string> {
    const space = key.indexOf(' ');
    const [way, subject] = [key.slice(0, space), key.slice(space + 1)];
    if (!isQueryKind(way)) return 'not understood';
    try {
      const found = await HOST_QUERIES[way].ask(this.#host, this.#toAbsolute(way, subject));
      return encodeAnswer(way, found, this.#paths);
    } catch (error) {
      return encodeFailure(error);
    }
  }

  #toAbsolute(way: QueryKind, subject: string): string {
    if (way !== 'lastCommit') return this.#paths.toAbsolute(subject);
    return JSON.stringify(parseFileList(subject).map((path) => this.#paths.toAbsolute(path)));
  }
}

const isQueryKind = (text: string): text is QueryKind => Object.hasOwn(HOST_QUERIES, text);

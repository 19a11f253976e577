/** Finds the last commit that changed any of some files, in the repositories that contain them. */
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { LastCommit } from '../../core/host.ts';
import { isWithin, listFoldersUp } from '../../lib/text/paths.ts';
import { findCheckout } from './checkout.ts';
import { findRepository, GitError, namedRepository } from './git.ts';
import { readHead } from './head.ts';
import { RepositoryHistory } from './repository-history.ts';

/** The checked-out commits of one or more repositories, as {@link readHead} returns them, by folder. */
export type Heads = ReadonlyMap<string, string>;

/** The repositories of one build. Each is read once. */
export class History {
  readonly #root: string;
  readonly #realRoot: string;
  readonly #signal: AbortSignal | undefined;
  readonly #repositories = new Map<string, RepositoryHistory>();
  /** Top folders of repositories, by folder. */
  readonly #tops = new Map<string, string | undefined>();
  readonly #heads = new Map<string, string>();
  #hasFailed = false;

  /** @param root absolute path of the project */
  constructor(root: string, signal?: AbortSignal) {
    this.#root = root;
    this.#realRoot = realpathSync.native(root);
    this.#signal = signal;
  }

  /**
   * The commits on which the answers so far depend: as long as these commits are checked out and the files have the same
   * content, the answers are the same. `undefined` if git could not answer, because that can change at any time.
   */
  get heads(): Heads | undefined {
    return this.#hasFailed ? undefined : this.#heads;
  }

  /** Starts to read the repository of the project, because that takes as long as reading a text. */
  prepare(): void {
    const top = this.#findTop(this.#root);
    if (top !== undefined) this.#openRepository(top).prepare();
  }

  /** @param paths absolute */
  async lastCommit(paths: readonly string[]): Promise<LastCommit> {
    const groups = new Map<string | undefined, Set<string>>();
    for (const entry of paths.flatMap((path) => this.#listEntries(path))) {
      const top = this.#findTop(dirname(entry));
      groups.set(top, (groups.get(top) ?? new Set()).add(entry));
    }
    const outside = groups.get(undefined) ?? [];
    const answers: LastCommit[] = [];
    for (const [top, entries] of groups) {
      if (top !== undefined) answers.push(await this.#askRepository(top, [...entries]));
    }
    if (answers.length === 0) return { kind: 'none' };
    return combine([...answers, { kind: 'uncommitted', files: [...outside] }]);
  }

  async #askRepository(top: string, entries: readonly string[]): Promise<LastCommit> {
    try {
      return await this.#openRepository(top).findLastCommit(entries);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      this.#hasFailed = true;
      const { code, message, hint } = error.diagnostic;
      const isHelpful = code === 'repository-distrusted' && hint !== undefined;
      return { kind: 'unavailable', reason: message, ...(isHelpful && { hint }) };
    }
  }

  #openRepository(top: string): RepositoryHistory {
    const repository = this.#repositories.get(top) ?? new RepositoryHistory(top, this.#signal);
    this.#repositories.set(top, repository);
    return repository;
  }

  /** Returns the top of the repository that contains a folder. Notes which commit is checked out, before git reads it. */
  #findTop(folder: string): string | undefined {
    if (this.#tops.has(folder)) return this.#tops.get(folder);
    const top = namedRepository() ? findRepository(this.#root) : findCheckoutIfExisting(folder);
    this.#tops.set(folder, top);
    const isAround = top !== undefined && isWithin(this.#realRoot, top);
    const anchor = isAround ? this.#root : (top ?? folder);
    if (!this.#heads.has(anchor)) this.#heads.set(anchor, readHead(anchor, namedRepository()));
    return top;
  }

  /** Returns what git knows by a path: the file without links in its path, and these links. */
  #listEntries(path: string): readonly string[] {
    const real = resolveIfExisting(path);
    const isPlain = real === path || real === join(this.#realRoot, relative(this.#root, path));
    if (isPlain) return [real];
    const above = listFoldersUp(path).filter((part) => isWithin(part, this.#root) && part !== this.#root);
    const links = above.filter((part) => lstatSync(part, { throwIfNoEntry: false })?.isSymbolicLink());
    return [real, ...links.map((link) => join(resolveIfExisting(dirname(link)), basename(link)))];
  }
}

function findCheckoutIfExisting(folder: string): string | undefined {
  try {
    return findCheckout(folder);
  } catch {
    return undefined;
  }
}

function resolveIfExisting(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** Combines the answers of some repositories: the latest commit, if all of them have one. */
function combine(answers: readonly LastCommit[]): LastCommit {
  const failure = answers.find(({ kind }) => kind === 'unavailable');
  if (failure !== undefined) return failure;
  const files = answers.flatMap((answer) => (answer.kind === 'uncommitted' ? answer.files : []));
  if (files.length > 0) return { kind: 'uncommitted', files: files.sort() };
  if (answers.some(({ kind }) => kind === 'cut')) return { kind: 'cut' };
  const dates = answers.flatMap((answer) => (answer.kind === 'found' ? answer.seconds : []));
  return dates.length === 0 ? { kind: 'none' } : { kind: 'found', seconds: Math.max(...dates) };
}

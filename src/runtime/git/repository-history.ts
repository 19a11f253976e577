/** Finds the last commit of one repository that changed any of some files. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { LastCommit } from '../../core/host.ts';
import { parseEpoch } from '../source-date-epoch.ts';
import { readLog } from './commit-log.ts';
import { Git, namedRepository } from './git.ts';
import { readShallowBoundaries } from './head.ts';
import { diffWorkTree, type FileDifference, splitFields } from './raw-diff.ts';

/** A file of the commit that is checked out. */
interface CommittedFile {
  /** As git spells it. */
  readonly path: string;
  /** Digest of its content as git stores it. */
  readonly digest: string;
}

/** What does not change while a build runs. Paths are relative to the top, with `/`, in NFC. */
interface OpenedRepository {
  readonly git: Git;
  /** Absolute path without links. */
  readonly top: string;
  /** Digest of the commit that is checked out. */
  readonly head: string;
  readonly committed: ReadonlyMap<string, CommittedFile>;
  /** Files that differ from the commit. */
  readonly changed: ReadonlySet<string>;
  /** Commits at which a shallow clone ends. */
  readonly boundaries: ReadonlySet<string>;
}

/** How many commits are read at once for all publications. */
const BATCHES = [100, 1000, 10_000];

/**
 * How often git then looks for the files of one publication alone. For a file that was last changed 100,000 commits ago that
 * takes 0.9 s of CPU time, reading all commits with their files 20 s.
 */
const MAX_SINGLE_SEARCHES = 20;

/** How many commits of the files of a publication are read at once. Only merges can change no file. */
const SINGLE_BATCH = 20;

/** Greatest length of the paths in one command, because Windows limits a command to 32,767 characters. */
const MAX_COMMAND_LENGTH = 20_000;

/** Files larger than this in bytes are no pointers of Git LFS. */
const MAX_POINTER_SIZE = 1024;

export class RepositoryHistory {
  readonly #folder: string;
  readonly #signal: AbortSignal | undefined;
  #opened: Promise<OpenedRepository | undefined> | undefined;
  /** By path: the position of the last commit that changed the file, and its date as git writes it. */
  readonly #touches = new Map<string, { readonly at: number; readonly seconds: string }>();
  #read = 0;
  #batch = 0;
  #singleSearches = 0;
  /** Why there are no more commits to read. */
  #end: 'start' | 'cut' | undefined;
  /** Searches wait for each other, because they share the commits that were read. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param folder absolute path of a folder in the repository, the working directory of git */
  constructor(folder: string, signal?: AbortSignal) {
    this.#folder = folder;
    this.#signal = signal;
  }

  /** Starts to read what every search needs. A failure is that of the first search. */
  prepare(): void {
    if (this.#opened !== undefined) return;
    this.#opened = this.#open();
    this.#last = this.#opened.then((opened) => opened && this.#readMore(opened)).catch(() => undefined);
  }

  /**
   * Finds the last commit that changed any of the files. Rejects with a {@link import('./git.ts').GitError}.
   * @param paths absolute, without links in their folders
   */
  async findLastCommit(paths: readonly string[]): Promise<LastCommit> {
    this.#opened ??= this.#open();
    const opened = await this.#opened;
    if (opened === undefined) return { kind: 'uncommitted', files: paths };
    const uncommitted: string[] = [];
    const names: string[] = [];
    for (const path of paths) {
      const name = normalize(relative(opened.top, path).split(sep).join('/'));
      if (await isCommitted(name, path, opened)) names.push(name);
      else uncommitted.push(path);
    }
    if (uncommitted.length > 0) return { kind: 'uncommitted', files: uncommitted };
    const found = this.#last.then(() => this.#search(names, opened));
    this.#last = found.catch(() => undefined);
    return found;
  }

  /** Returns `undefined` if there is no commit yet. */
  async #open(): Promise<OpenedRepository | undefined> {
    const outer = new Git(this.#folder, this.#signal);
    const parsed = await outer.run('rev-parse', '--show-toplevel', 'HEAD^{commit}', '--');
    if (parsed.code !== 0) {
      // Rejects unless only the commit is missing.
      await outer.read('rev-parse', '--show-toplevel');
      return undefined;
    }
    // The name of a folder can contain line ends.
    const [, top = '', head = ''] = /^(.*)\r?\n([0-9a-f]+)\r?\n--\r?\n$/s.exec(parsed.stdout) ?? [];
    const git = new Git(top, this.#signal);
    const boundaries = readShallowBoundaries(this.#folder, namedRepository());
    const [tree, differences] = await Promise.all([
      git.read('ls-tree', '-r', '-z', '--full-tree', head),
      diffWorkTree(head, git, ['-c', 'core.fileMode=false']),
    ]);
    const changed = new Set(differences.filter(hasOtherContent).map(({ path }) => normalize(path)));
    return { git, top, head, committed: parseTree(tree), changed, boundaries };
  }

  async #search(names: readonly string[], opened: OpenedRepository): Promise<LastCommit> {
    for (;;) {
      const touches = names.flatMap((name) => this.#touches.get(name) ?? []);
      const [first, ...others] = touches;
      if (first !== undefined) {
        return toFound(others.reduce((last, other) => (other.at < last.at ? other : last), first).seconds);
      }
      if (this.#end !== undefined) return { kind: this.#end === 'cut' ? 'cut' : 'none' };
      const paths = this.#batch < BATCHES.length ? undefined : this.#listForSingleSearch(names, opened);
      if (paths !== undefined) return await searchAlone(paths, opened);
      await this.#readMore(opened);
    }
  }

  /** Returns the paths as git spells them, or `undefined` where git cannot look for them alone. */
  #listForSingleSearch(
    names: readonly string[],
    { committed, boundaries }: OpenedRepository,
  ): readonly string[] | undefined {
    const paths = names.flatMap((name) => committed.get(name)?.path ?? []);
    const isPossible = boundaries.size === 0 && paths.join(' ').length <= MAX_COMMAND_LENGTH;
    if (!isPossible || this.#singleSearches >= MAX_SINGLE_SEARCHES) return undefined;
    this.#singleSearches += 1;
    return paths;
  }

  /** Reads the next commits. Reads no commit at the end of a shallow clone, where every file seems to be new. */
  async #readMore({ git, head, boundaries }: OpenedRepository): Promise<void> {
    const limit = BATCHES[this.#batch] ?? this.#read * 10;
    const commits = await readLog({ head, skip: this.#read, limit }, git);
    this.#batch += 1;
    for (const { digest, seconds, paths } of commits) {
      if (boundaries.has(digest)) {
        this.#end = 'cut';
        return;
      }
      this.#read += 1;
      for (const path of paths) {
        const name = normalize(path);
        if (!this.#touches.has(name)) this.#touches.set(name, { at: this.#read, seconds });
      }
    }
    if (commits.length < limit) this.#end = 'start';
  }
}

/** Lets git look for the files alone, which is faster where the last change is far back. */
async function searchAlone(paths: readonly string[], { git, head }: OpenedRepository): Promise<LastCommit> {
  for (let skip = 0; ; skip += SINGLE_BATCH) {
    const commits = await readLog({ head, skip, limit: SINGLE_BATCH, paths }, git);
    const found = commits.find((commit) => commit.paths.length > 0);
    if (found !== undefined) return toFound(found.seconds);
    if (commits.length < SINGLE_BATCH) return { kind: 'none' };
  }
}

/** Returns whether more than the mode of a file differs. */
const hasOtherContent = ({ modes }: FileDifference): boolean =>
  !/^100\d{3} 100\d{3} ([0-9a-f]*[1-9a-f][0-9a-f]*) \1 M$/.test(modes);

/** Parses `100644 blob <digest>\t<path>`. */
function parseTree(output: string): ReadonlyMap<string, CommittedFile> {
  const files = new Map<string, CommittedFile>();
  for (const entry of splitFields(output)) {
    const tab = entry.indexOf('\t');
    const path = entry.slice(tab + 1);
    files.set(normalize(path), { path, digest: entry.slice(entry.lastIndexOf(' ', tab) + 1, tab) });
  }
  return files;
}

async function isCommitted(name: string, path: string, opened: OpenedRepository): Promise<boolean> {
  const file = opened.committed.get(name);
  if (file === undefined) return false;
  return !opened.changed.has(name) || isContentOfPointer(path, file, opened);
}

/**
 * Returns whether the commit contains a pointer of Git LFS to the present content. Git itself cannot find out, because the
 * filters of the repository are not run.
 */
async function isContentOfPointer(
  path: string,
  { digest }: CommittedFile,
  { git }: OpenedRepository,
): Promise<boolean> {
  const size = await git.run('cat-file', '-s', digest);
  if (size.code !== 0 || Number(size.stdout) > MAX_POINTER_SIZE) return false;
  const { stdout } = await git.run('cat-file', 'blob', digest);
  const pointer = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:.*\n)*oid sha256:([0-9a-f]{64})\n/;
  const expected = pointer.exec(stdout)?.[1];
  if (expected === undefined) return false;
  try {
    return hash('sha256', readFileSync(path)) === expected;
  } catch {
    return false;
  }
}

function toFound(text: string): LastCommit {
  const date = parseEpoch(text);
  return date === undefined ? { kind: 'none' } : { kind: 'found', seconds: date.getTime() / 1000 };
}

/** File systems differ in the normal form of names. */
const normalize = (path: string): string => path.normalize('NFC');

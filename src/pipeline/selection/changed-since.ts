/** Finds the files that differ from the merge base with another branch. */
import { existsSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { findRepository, Git, GitError } from '../../runtime/git/git.ts';
import { diffWorkTree, splitFields } from '../../runtime/git/raw-diff.ts';

/** A file that was changed, committed or not. */
export interface Change {
  /**
   * Relative to the project's folder, with `/`, in NFC; `../` leads out of it. A submodule, or a repository inside this
   * one that git does not track, is one path.
   */
  readonly path: string;
  /** Whether more than the bytes of a file changed: it was added or removed, or is a link, a submodule or of another kind. */
  readonly isMoved: boolean;
}

/**
 * Returns everything that differs between the present files (committed or not, tracked or not) and the merge base with
 * `ref`, without files that git ignores.
 * @param folder absolute path of the project, which must exist
 * @throws GitError: `git-missing`, `git-failed`, `repository-missing`, `repository-bare`, `repository-distrusted`,
 * `ref-unknown`, `history-shallow`, `history-unrelated`
 */
export async function findChanges(
  ref: string,
  folder: string,
  signal: AbortSignal,
): Promise<readonly Change[]> {
  const outer = new Git(findRepository(folder), signal);
  const top = withoutNewline(await outer.read('rev-parse', '--show-toplevel'));
  const prefix = findPrefix(top, folder);
  const git = new Git(top, signal);
  const changes = new Map<string, Change>();
  for (const base of await findMergeBases(ref, git)) {
    for (const change of await diffAgainst(base, git)) changes.set(change.path, change);
  }
  for (const path of [...(await listUntracked(git)), ...(await findDirtySubmodules(top, git, signal))]) {
    changes.set(path, { path, isMoved: true });
  }
  return [...changes.values()].map(({ path, isMoved }) => ({ path: within(prefix, path), isMoved }));
}

const diffAgainst = async (commit: string, git: Git): Promise<readonly Change[]> =>
  (await diffWorkTree(commit, git)).map(({ path, modes }) => ({
    path,
    isMoved: !/^100\d{3} 100\d{3} .* M$/.test(modes),
  }));

const listUntracked = async (git: Git): Promise<readonly string[]> =>
  splitFields(await git.read('ls-files', '--others', '--exclude-standard', '-z'));

/**
 * Returns the submodules that have uncommitted changes. Runs git in each submodule, because a git that checks all of them
 * starts processes that our settings do not reach.
 */
async function findDirtySubmodules(top: string, git: Git, signal: AbortSignal): Promise<readonly string[]> {
  const entries = splitFields(await git.read('ls-files', '--stage', '-z', '--full-name'));
  const paths = entries.flatMap((entry) => /^160000 \S+ \d\t(.+)$/s.exec(entry)?.[1] ?? []);
  const dirty: string[] = [];
  for (const path of paths) {
    const folder = join(top, path);
    if (existsSync(join(folder, '.git')) && (await isDirty(folder, signal))) dirty.push(path);
  }
  return dirty;
}

async function isDirty(folder: string, signal: AbortSignal): Promise<boolean> {
  const git = new Git(folder, signal);
  if ((await diffAgainst('HEAD', git)).length > 0 || (await listUntracked(git)).length > 0) return true;
  return (await findDirtySubmodules(folder, git, signal)).length > 0;
}

/** Returns the merge bases. There are several if branches were merged crosswise. */
async function findMergeBases(ref: string, git: Git): Promise<readonly string[]> {
  const commit = await resolveCommit(ref, git);
  const head = await resolveCommit('HEAD', git);
  const { code, stdout } = await git.run('merge-base', '--all', commit, head);
  const bases = stdout.split('\n').filter((line) => line !== '');
  if (code === 0 && bases.length > 0) return bases;
  const isShallow = (await git.read('rev-parse', '--is-shallow-repository')).trim() === 'true';
  throw new GitError(diagnostic(isShallow ? 'history-shallow' : 'history-unrelated', { ref }));
}

async function resolveCommit(ref: string, git: Git): Promise<string> {
  // Git would parse a name that starts with `-` as an option.
  const isName = ref !== '' && !ref.startsWith('-') && !ref.includes('\0');
  const asked = ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`];
  const { code, stdout } = isName ? await git.run(...asked) : { code: 1, stdout: '' };
  if (code === 0) return stdout.trim();
  const known = (await git.read('for-each-ref', '--format=%(refname:short)')).split('\n').filter(Boolean);
  throw new GitError(diagnostic('ref-unknown', { ref, ...suggestName(ref, known) }));
}

/** Returns the project's folder in the repository, with `/`: empty, or with `/` at its end. */
function findPrefix(top: string, folder: string): string {
  const relativeToProject = relative(realpathSync.native(top), realpathSync.native(folder))
    .split(sep)
    .join('/');
  return relativeToProject === '' ? '' : `${relativeToProject}/`;
}

/**
 * Converts a path in the repository to one in the project.
 * @param prefix the project's folder in the repository: empty, or with `/` at its end
 */
function within(prefix: string, path: string): string {
  const normalized = path.replace(/\/$/, '').normalize('NFC');
  const base = prefix.normalize('NFC');
  if (normalized.startsWith(base)) return normalized.slice(base.length);
  // The project itself, if it is a whole submodule or an untracked repository.
  if (`${normalized}/` === base) return '.';
  const up = base.split('/').slice(0, -1);
  const down = normalized.split('/');
  let shared = 0;
  while (shared < up.length && up[shared] === down[shared]) shared += 1;
  return [...up.slice(shared).map(() => '..'), ...down.slice(shared)].join('/');
}

/** Removes one line end, because the name of a folder can end with another one. */
const withoutNewline = (text: string): string => text.replace(/\r?\n$/, '');

/** Which files are not what they were where the work on this branch began. */
import { existsSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { near } from '../../lib/text/nearest.ts';
import { Git, GitError, repositoryAround } from '../../runtime/git/git.ts';

/** A file that was changed, in the repository or only on this disk. */
export interface Change {
  /**
   * Relative to the project's folder, with `/`, in NFC; `../../` leads out of it. A submodule, or a repository inside this one
   * that git does not know, is one path.
   */
  readonly path: string;
  /** Whether it is more than the bytes of a file: it came or went, or is a link, a submodule or of another kind. */
  readonly isMoved: boolean;
}

/**
 * Everything that differs between the files of now (committed or not, tracked or not) and the commit at which this branch
 * left `ref`. What git is told to ignore is no part of it.
 * @param folder absolute path of the project, which exists
 * @throws GitError: `git-missing`, `git-failed`, `repository-missing`, `repository-bare`, `repository-distrusted`,
 * `ref-unknown`, `history-shallow`, `history-unrelated`
 */
export async function changedSince(
  ref: string,
  folder: string,
  signal: AbortSignal,
): Promise<readonly Change[]> {
  const asked = new Git(repositoryAround(folder), signal);
  const top = withoutNewline(await asked.tell('rev-parse', '--show-toplevel'));
  const prefix = prefixOf(top, folder);
  const git = new Git(top, signal);
  const changes = new Map<string, Change>();
  for (const base of await mergeBases(ref, git)) {
    for (const change of await changedFrom(base, git)) changes.set(change.path, change);
  }
  for (const path of [...(await untracked(git)), ...(await dirtySubmodules(top, git, signal))]) {
    changes.set(path, { path, isMoved: true });
  }
  return [...changes.values()].map(({ path, isMoved }) => ({ path: within(prefix, path), isMoved }));
}

const changedFrom = async (commit: string, git: Git): Promise<readonly Change[]> =>
  parseStatus(await git.tellOfFiles(...DIFF, commit, '--'));

const untracked = async (git: Git): Promise<readonly string[]> =>
  fields(await git.tell('ls-files', '--others', '--exclude-standard', '-z'));

/**
 * Submodules with changes that are not committed in them. Git asked about the whole would start another git in each, which our settings do not
 * reach.
 */
async function dirtySubmodules(top: string, git: Git, signal: AbortSignal): Promise<readonly string[]> {
  const entries = fields(await git.tell('ls-files', '--stage', '-z', '--full-name'));
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
  if ((await changedFrom('HEAD', git)).length > 0 || (await untracked(git)).length > 0) return true;
  return (await dirtySubmodules(folder, git, signal)).length > 0;
}

/** A renamed file is one that went and one that came: both publications are touched. */
const DIFF = [
  'diff',
  ...[
    '--raw',
    '-z',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules=dirty',
    '-O/dev/null',
  ],
];

/** The commits from which both have come; there is more than one where branches were merged crosswise. */
async function mergeBases(ref: string, git: Git): Promise<readonly string[]> {
  const commit = await commitOf(ref, git);
  const head = await commitOf('HEAD', git);
  const { code, stdout } = await git.ask('merge-base', '--all', commit, head);
  const bases = stdout.split('\n').filter((line) => line !== '');
  if (code === 0 && bases.length > 0) return bases;
  const isShallow = (await git.tell('rev-parse', '--is-shallow-repository')).trim() === 'true';
  throw new GitError(diagnostic(isShallow ? 'history-shallow' : 'history-unrelated', { ref }));
}

async function commitOf(ref: string, git: Git): Promise<string> {
  // Git would take one for an option.
  const isName = ref !== '' && !ref.startsWith('-') && !ref.includes('\0');
  const asked = ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`];
  const { code, stdout } = isName ? await git.ask(...asked) : { code: 1, stdout: '' };
  if (code === 0) return stdout.trim();
  const known = (await git.tell('for-each-ref', '--format=%(refname:short)')).split('\n').filter(Boolean);
  throw new GitError(diagnostic('ref-unknown', { ref, ...near(ref, known) }));
}

/** `:100644 100644 <digest> <digest> M`, and the path as a field of its own. */
function parseStatus(output: string): readonly Change[] {
  const parts = fields(output);
  const changes: Change[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    changes.push({ path: parts[at + 1] ?? '', isMoved: !/^:100\d{3} 100\d{3} .* M$/.test(parts[at] ?? '') });
  }
  return changes;
}

const fields = (output: string): readonly string[] => output.split('\0').filter((field) => field !== '');

/** The project's folder in the repository, with `/`: empty, or with one at its end. */
function prefixOf(top: string, folder: string): string {
  const within = relative(realpathSync.native(top), realpathSync.native(folder)).split(sep).join('/');
  return within === '' ? '' : `${within}/`;
}

/** @param prefix the project's folder in the repository: empty, or with `/` at its end */
function within(prefix: string, path: string): string {
  const settled = path.replace(/\/$/, '').normalize('NFC');
  const base = prefix.normalize('NFC');
  if (settled.startsWith(base)) return settled.slice(base.length);
  // The project itself, where it is all of a submodule or an unknown repository.
  if (`${settled}/` === base) return '.';
  const up = base.split('/').slice(0, -1);
  const down = settled.split('/');
  let shared = 0;
  while (shared < up.length && up[shared] === down[shared]) shared += 1;
  return [...up.slice(shared).map(() => '..'), ...down.slice(shared)].join('/');
}

/** A folder's name may end with one itself. */
const withoutNewline = (text: string): string => text.replace(/\r?\n$/, '');

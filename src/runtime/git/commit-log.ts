/** Reads the commits before a commit, the latest first, with the files that each of them changed. */
import type { Git } from './git.ts';
import { DIFF_OPTIONS } from './raw-diff.ts';

/** A commit with the files that it changed. */
export interface LoggedCommit {
  readonly digest: string;
  /** Committer date in seconds since 1970, as git writes it. */
  readonly seconds: string;
  /** Relative to the top of the repository, with `/`. Of a merge: those that differ from every parent. */
  readonly paths: readonly string[];
}

/** Which commits to read. */
export interface LogRange {
  readonly head: string;
  readonly skip: number;
  readonly limit: number;
  /** Restricts the commits and their files to these. Default: all. */
  readonly paths?: readonly string[];
}

/** Reads commits in the order of `git log`, along all parents, so that the order is the same with and without `paths`. */
export async function readLog(
  { head, skip, limit, paths = [] }: LogRange,
  git: Git,
): Promise<readonly LoggedCommit[]> {
  const format = [
    '--encoding=UTF-8',
    '--format=/%H %ct',
    '--name-only',
    '-z',
    '-c',
    '--full-history',
    ...DIFF_OPTIONS,
  ];
  const range = [`--skip=${skip}`, `--max-count=${limit}`];
  return parseLog(await git.read('log', ...format, ...range, head, '--', ...paths));
}

/**
 * Parses fields that each end with a zero byte. A commit is a field with `/` at its start, because no path in a repository
 * starts with it; the paths follow, the first after a line end.
 */
function parseLog(output: string): readonly LoggedCommit[] {
  const commits: { digest: string; seconds: string; paths: string[] }[] = [];
  let isFirst = false;
  for (const field of output.split('\0')) {
    if (field.startsWith('/')) {
      const [digest = '', seconds = ''] = field.slice(1).split(' ');
      commits.push({ digest, seconds, paths: [] });
      isFirst = true;
      continue;
    }
    const path = isFirst && field.startsWith('\n') ? field.slice(1) : field;
    isFirst = false;
    if (path !== '') commits.at(-1)?.paths.push(path);
  }
  return commits;
}

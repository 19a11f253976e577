/** Compares the files of a work tree with a commit. */
import type { Git } from './git.ts';

/** A file that differs from a commit. */
export interface FileDifference {
  /** Relative to the top of the repository, with `/`. */
  readonly path: string;
  /** Both modes, both digests and the status: `100644 100644 <digest> <digest> M`. A digest of zeros is unknown. */
  readonly modes: string;
}

/** A renamed file counts as one removed and one added, because both are changes. */
export const DIFF_OPTIONS = ['--no-renames', '--no-ext-diff', '--no-textconv', '-O/dev/null'];

/**
 * Returns the tracked files that differ from a commit, in the index or in the work tree. Reads no submodules.
 * @param settings options of git before the command: `-c core.fileMode=false`
 */
export async function diffWorkTree(
  commit: string,
  git: Git,
  settings: readonly string[] = [],
): Promise<readonly FileDifference[]> {
  const options = ['--raw', '-z', ...DIFF_OPTIONS, '--ignore-submodules=dirty'];
  const fields = splitFields(await git.readWorkTree(...settings, 'diff', ...options, commit, '--'));
  const found: FileDifference[] = [];
  // `:100644 100644 <digest> <digest> M`, then the path as a separate field.
  for (let at = 0; at + 1 < fields.length; at += 2) {
    found.push({ path: fields[at + 1] ?? '', modes: fields[at]?.slice(1) ?? '' });
  }
  return found;
}

/** Splits the output of a command with the option `-z`. */
export const splitFields = (output: string): readonly string[] =>
  output.split('\0').filter((field) => field !== '');

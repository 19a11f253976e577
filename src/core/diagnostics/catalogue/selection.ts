/** Diagnostics about git: what was changed, when, and which publications changes affect. */
import { type CatalogueEntry, didYouMean, entry, environmentError, usageError } from './rule.ts';

/** Why the date of a publication counts no commits. */
export type UncountedCommit =
  | { readonly kind: 'uncommitted'; readonly files: readonly string[] }
  | { readonly kind: 'cut' }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly hint?: string };

const UNCOUNTED_HINTS: Readonly<Record<UncountedCommit['kind'], string>> = {
  uncommitted: 'Commit before you publish, or set `SOURCE_DATE_EPOCH`.',
  cut: 'Check out with `fetch-depth: 0` (GitLab: `GIT_DEPTH: 0`), or run `git fetch --unshallow`.',
  unavailable: 'Check whether `git status` works in the project, or set `SOURCE_DATE_EPOCH`.',
};

function describeUncounted(found: UncountedCommit): string {
  if (found.kind === 'cut') return 'The clone is too shallow to contain the commit of the last change';
  if (found.kind === 'unavailable') return `Git cannot be asked (${found.reason.replace(/\.$/, '')})`;
  const [first = '', ...others] = found.files;
  if (others.length === 0) return `\`${first}\` is not committed as it is now`;
  const rest = others.length === 1 ? 'another file' : `${others.length} other files`;
  return `\`${first}\` and ${rest} are not committed as they are now`;
}

export const selectionDiagnostics = {
  'publications-touched': entry(
    'note',
    'usage',
  )<{
    ref: string;
    affected: number;
    publications: number;
    sharedFile?: string;
  }>(({ ref, affected, publications, sharedFile }) => ({
    message: `${affected} of ${publications} ${publications === 1 ? 'publication' : 'publications'} touched since \`${ref}\`.`,
    ...(sharedFile !== undefined &&
      affected > 0 && { hint: `\`${sharedFile}\` is in none of them and can affect any of them.` }),
  })),
  'git-missing': environmentError(() => ({
    message: 'Git is not installed; it is needed to find what was changed.',
    hint: 'Install git, or leave `--changed-since` out.',
  })),
  'git-failed': environmentError<{ reason: string }>(({ reason }) => ({
    message: `Git cannot report what was changed: ${reason}`,
    hint: 'Check whether `git status` works in the project; without `--changed-since` git is not needed.',
  })),
  'repository-missing': usageError<{ folder: string }>(({ folder }) => ({
    message: `\`${folder}\` is not in a git repository, so changes cannot be found.`,
    hint: 'Check the project out with git, or leave `--changed-since` out.',
  })),
  'repository-bare': usageError<{ folder: string }>(({ folder }) => ({
    message: `The git repository in \`${folder}\` is bare: it has commits and no files.`,
    hint: 'Check a branch out (`git worktree add <folder> <branch>`), and build there.',
  })),
  'repository-distrusted': environmentError<{ folder: string }>(({ folder }) => ({
    message: `Git does not trust the repository \`${folder}\`, which belongs to another user.`,
    hint: `If you trust it: \`git config --global --add safe.directory "${folder}"\`.`,
  })),
  'ref-unknown': usageError<{ ref: string; near?: string }>(({ ref, near }) => ({
    message: `Git knows no commit \`${ref}\`.`,
    hint: didYouMean(
      near,
      'Name a branch, a tag or a commit that has been fetched, such as `origin/main`; in CI, check out with `fetch-depth: 0`.',
    ),
  })),
  'history-shallow': environmentError<{ ref: string }>(({ ref }) => ({
    message: `The clone is too shallow to find what was changed since \`${ref}\`: the commit where the branch left it is missing.`,
    hint: 'Check out with `fetch-depth: 0` (GitLab: `GIT_DEPTH: 0`), or run `git fetch --unshallow`.',
  })),
  'commit-uncounted': entry(
    'note',
    'usage',
  )<UncountedCommit>((found) => ({
    message: `${describeUncounted(found)}, so the date of the last change counts no commits.`,
    hint: found.kind === 'unavailable' && found.hint !== undefined ? found.hint : UNCOUNTED_HINTS[found.kind],
  })),
  'history-unrelated': usageError<{ ref: string }>(({ ref }) => ({
    message: `\`${ref}\` and what is checked out have no commit in common.`,
    hint: 'Name the branch from which this one was made.',
  })),
} satisfies Record<string, CatalogueEntry<never>>;

/** Git, and the publications that a change affects. */
import { environment, nearest, type Rule, rule, usage } from './rule.ts';

export const selectionProblems = {
  'publications-touched': rule(
    'note',
    'usage',
  )<{
    ref: string;
    touched: number;
    publications: number;
    because?: string;
  }>(({ ref, touched, publications, because }) => ({
    message: `${touched} of ${publications} ${publications === 1 ? 'publication' : 'publications'} touched since \`${ref}\`.`,
    ...(because !== undefined &&
      touched > 0 && { hint: `\`${because}\` lies in none of them and may be a part of any.` }),
  })),
  'git-missing': environment(() => ({
    message: 'There is no git here, which has to say what was changed.',
    hint: 'Install git, or leave `--changed-since` out.',
  })),
  'git-failed': environment<{ reason: string }>(({ reason }) => ({
    message: `Git cannot say what was changed: ${reason}`,
    hint: 'See whether `git status` works in the project; without `--changed-since` git is not needed.',
  })),
  'repository-missing': usage<{ folder: string }>(({ folder }) => ({
    message: `\`${folder}\` is in no git repository, so nothing says what was changed.`,
    hint: 'Check the project out with git, or leave `--changed-since` out.',
  })),
  'repository-bare': usage<{ folder: string }>(({ folder }) => ({
    message: `The git repository in \`${folder}\` is bare: it has commits and no files.`,
    hint: 'Check a branch out (`git worktree add <folder> <branch>`), and build there.',
  })),
  'repository-distrusted': environment<{ folder: string }>(({ folder }) => ({
    message: `Git does not trust the repository \`${folder}\`, which belongs to somebody else.`,
    hint: `If you trust it: \`git config --global --add safe.directory "${folder}"\`.`,
  })),
  'ref-unknown': usage<{ ref: string; near?: string }>(({ ref, near }) => ({
    message: `Git knows no commit \`${ref}\`.`,
    hint: nearest(
      near,
      'Name a branch, a tag or a commit that has been fetched, such as `origin/main`; in CI, check out with `fetch-depth: 0`.',
    ),
  })),
  'history-shallow': environment<{ ref: string }>(({ ref }) => ({
    message: `The clone is too shallow to say what was changed since \`${ref}\`: where the branch left it is missing.`,
    hint: 'Check out with `fetch-depth: 0` (GitLab: `GIT_DEPTH: 0`), or run `git fetch --unshallow`.',
  })),
  'history-unrelated': usage<{ ref: string }>(({ ref }) => ({
    message: `\`${ref}\` and what is checked out have no commit in common.`,
    hint: 'Name the branch from which this one was made.',
  })),
} satisfies Record<string, Rule<never>>;

/** Creates real repositories for tests with the git of this machine. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';

/** Without the configuration of the user who runs the tests. */
export const PLAIN = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A Tester',
  GIT_AUTHOR_EMAIL: 'tester@example.org',
  GIT_COMMITTER_NAME: 'A Tester',
  GIT_COMMITTER_EMAIL: 'tester@example.org',
};

export interface Repository {
  /** Absolute path, links resolved. */
  readonly folder: string;
  git(...args: readonly string[]): string;
  /** Writes files, by path. */
  write(files: Readonly<Record<string, string>>): void;
  commit(files: Readonly<Record<string, string>>): void;
  remove(): void;
}

/** Creates an empty repository with the branch `main`, or only the folder for a clone. */
export function openRepository({ isInitialised = true } = {}): Repository {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'handpress-git-')));
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, {
      cwd: folder,
      env: { ...process.env, ...PLAIN },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  if (isInitialised) git('init', '--quiet', '--initial-branch=main');
  return {
    ...{ folder, git, write },
    commit(files) {
      write(files);
      git('add', '--all');
      git('commit', '--quiet', '--message', 'A change');
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Prepares the tests of a file for repositories: without the user's configuration of git, and removed after each test.
 * @returns the function that opens a repository in a test
 */
export function useRepositories(): typeof openRepository {
  const open: Repository[] = [];
  beforeEach(() => {
    for (const [name, value] of Object.entries(PLAIN)) vi.stubEnv(name, value);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    for (const made of open.splice(0)) made.remove();
  });
  return (settings) => {
    const made = openRepository(settings);
    open.push(made);
    return made;
  };
}

/** Git, asked without a shell and without changing anything, and its refusals as diagnostics. */
import { type ExecFileException, execFile } from 'node:child_process';
import { resolve } from 'node:path';
import process from 'node:process';
import { diagnostic } from '../catalogue.ts';
import type { Diagnostic } from '../diagnostic.ts';

/** Why git cannot answer. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly diagnostic: Diagnostic;

  constructor(problem: Diagnostic) {
    super(problem.message);
    this.diagnostic = problem;
  }
}

/** What git has answered. */
export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * What a repository or a person may have configured must not change the answers, run programs of theirs, or take locks
 * that a `git` beside us is waiting for.
 */
const STEADY = [
  '--no-optional-locks',
  '--no-pager',
  '--literal-pathspecs',
  ...['core.fsmonitor=false', 'diff.relative=false', 'core.quotePath=false'].flatMap((setting) => [
    '-c',
    setting,
  ]),
];

export class Git {
  readonly #folder: string;
  readonly #signal: AbortSignal;

  /** @param folder absolute path of an existing folder in which git is asked */
  constructor(folder: string, signal: AbortSignal) {
    this.#folder = folder;
    this.#signal = signal;
  }

  /** Whatever git says, also where it fails. Rejects with {@link GitError} where there is no git. */
  ask(...args: readonly string[]): Promise<Answer> {
    const options = {
      cwd: this.#folder,
      env: environment(),
      maxBuffer: Number.POSITIVE_INFINITY,
      signal: this.#signal,
      windowsHide: true,
    };
    return new Promise((answer, reject) => {
      execFile('git', [...STEADY, ...args], options, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code === 'number') answer({ code, stdout, stderr });
        else reject(this.#signal.aborted ? error : unstarted(error));
      });
    });
  }

  /** What git answers. Rejects with {@link GitError} where it refuses. */
  async tell(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.ask(...args);
    if (code !== 0) throw new GitError(refusal(stderr, this.#folder));
    return stdout;
  }
}

/**
 * Git's own variables stay: a hook of git says with them which repository and which index it means. Paths in them are from
 * where we were started, which is not where git is.
 */
function environment(): NodeJS.ProcessEnv {
  const { GIT_DIR: folder, GIT_WORK_TREE: tree } = process.env;
  return {
    ...process.env,
    ...(folder && { GIT_DIR: resolve(folder) }),
    ...(tree && { GIT_WORK_TREE: resolve(tree) }),
    ...{ LC_ALL: 'C', LANGUAGE: 'C', GIT_TERMINAL_PROMPT: '0' },
  };
}

function unstarted(error: ExecFileException | null): GitError {
  if (error?.code === 'ENOENT') return new GitError(diagnostic('git-missing', {}));
  return new GitError(diagnostic('git-failed', { reason: error?.message ?? 'it was ended by a signal' }));
}

function refusal(stderr: string, folder: string): Diagnostic {
  if (/dubious ownership|safe\.directory/.test(stderr)) {
    const owned = /repository at '(.+)'/.exec(stderr)?.[1] ?? folder;
    return diagnostic('repository-distrusted', { folder: owned });
  }
  if (/must be run in a work tree|safe\.bareRepository|cannot use bare repository/.test(stderr)) {
    return diagnostic('repository-bare', { folder });
  }
  if (/not a git repository/.test(stderr)) return diagnostic('repository-missing', { folder });
  return diagnostic('git-failed', { reason: firstLine(stderr) });
}

const firstLine = (text: string): string => text.trim().split('\n', 1)[0] || 'it does not say why';

/** Git, asked without a shell and without changing anything, and its refusals as diagnostics. */
import { type ExecFileException, execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { resolve } from 'node:path';
import process from 'node:process';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { checkoutAround } from './checkout.ts';

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
 * Git is asked with nothing in force that a repository or a person has configured and that changes an answer, runs a program, takes a lock
 * that a `git` beside us waits for, or reaches another machine.
 */
const STEADY = ['--no-optional-locks', '--no-pager', '--literal-pathspecs'];

const SETTINGS: Readonly<Record<string, string>> = {
  // Files of a commit can look like a repository without a work tree, with a configuration of its own (git 2.38).
  'safe.bareRepository': 'explicit',
  'core.fsmonitor': 'false',
  'core.hooksPath': devNull,
  'core.attributesFile': devNull,
  'core.sshCommand': 'false',
  'protocol.allow': 'never',
  'core.quotePath': 'false',
  'diff.relative': 'false',
  'submodule.recurse': 'false',
};

/** Variables that name programs which git would run. */
const PROGRAMS = [
  'GIT_EXTERNAL_DIFF',
  'GIT_PAGER',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_ASKPASS',
  'GIT_PROXY_COMMAND',
];

export class Git {
  readonly #folder: string;
  readonly #signal: AbortSignal | undefined;
  /** Settings that take the filters of the repository out of force; known when it was asked for them. */
  #filtersOff: Promise<Readonly<Record<string, string>>> | undefined;

  /** @param folder absolute path of an existing folder in which git is asked */
  constructor(folder: string, signal?: AbortSignal) {
    this.#folder = folder;
    this.#signal = signal;
  }

  /** Returns whatever git says, also where it fails. Rejects with {@link GitError} where there is no git. */
  ask(...args: readonly string[]): Promise<Answer> {
    return this.#run(args, {});
  }

  /** Returns what git answers. Rejects with {@link GitError} where it refuses. */
  async tell(...args: readonly string[]): Promise<string> {
    return this.#accepted(await this.ask(...args));
  }

  /** The same for a question that makes git read the files of the work tree: by their bytes, with no filter run on them. */
  async tellOfFiles(...args: readonly string[]): Promise<string> {
    this.#filtersOff ??= this.#findFilters();
    return this.#accepted(await this.#run(args, await this.#filtersOff));
  }

  #accepted({ code, stdout, stderr }: Answer): string {
    if (code !== 0) throw new GitError(refusal(stderr, this.#folder));
    return stdout;
  }

  async #findFilters(): Promise<Readonly<Record<string, string>>> {
    const { stdout } = await this.ask('config', '--null', '--name-only', '--get-regexp', '^filter\\.');
    const names = new Set(stdout.split('\0').flatMap((key) => /^(filter\..+)\.[^.]+$/s.exec(key)?.[1] ?? []));
    const off = { clean: '', smudge: '', process: '', required: 'false' };
    return Object.fromEntries(
      [...names].flatMap((name) => Object.entries(off).map(([key, value]) => [`${name}.${key}`, value])),
    );
  }

  #run(args: readonly string[], settings: Readonly<Record<string, string>>): Promise<Answer> {
    const options = {
      cwd: this.#folder,
      env: environment({ ...SETTINGS, ...settings }),
      maxBuffer: Number.POSITIVE_INFINITY,
      windowsHide: true,
      ...(this.#signal && { signal: this.#signal }),
    };
    return new Promise((answer, reject) => {
      execFile('git', [...STEADY, ...args], options, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code === 'number') answer({ code, stdout, stderr });
        else reject(this.#signal?.aborted ? error : unstarted(error));
      });
    });
  }
}

/**
 * Returns the folder in which git is to be asked about a folder: where its checkout begins. Inside, files of a commit could look like a
 * repository. Where there is no checkout, or a variable names the repository, it is the folder itself.
 * @param folder absolute path of an existing folder
 */
export const repositoryAround = (folder: string): string =>
  (process.env.GIT_DIR ? undefined : checkoutAround(folder)) ?? folder;

/**
 * Git's own variables stay: a hook of git says with them which repository and which index it means. Paths in them are from
 * where we were started, which is not where git is.
 */
function environment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { GIT_DIR: folder, GIT_WORK_TREE: tree } = process.env;
  const inherited = Object.entries(process.env).filter(([name]) => !PROGRAMS.includes(name));
  return {
    ...Object.fromEntries(inherited),
    ...(folder && { GIT_DIR: resolve(folder) }),
    ...(tree && { GIT_WORK_TREE: resolve(tree) }),
    ...{ LC_ALL: 'C', LANGUAGE: 'C', GIT_TERMINAL_PROMPT: '0' },
    ...{ GIT_ATTR_NOSYSTEM: '1', GIT_NO_LAZY_FETCH: '1' },
    ...configured(settings),
  };
}

/** Settings in the environment, where a name may have any character in it; after those that stand there already. */
function configured(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const before = Number(process.env.GIT_CONFIG_COUNT ?? 0) || 0;
  const entries = Object.entries(settings).flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${before + index}`, key],
    [`GIT_CONFIG_VALUE_${before + index}`, value],
  ]);
  return {
    GIT_CONFIG_COUNT: String(before + Object.keys(settings).length),
    ...Object.fromEntries(entries),
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

/** Runs git without a shell and without changing anything. Converts its failures into diagnostics. */
import { type ExecFileException, execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { resolve } from 'node:path';
import process from 'node:process';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { DiagnosticError } from '../../core/diagnostics/diagnostic-error.ts';
import { findCheckout } from './checkout.ts';

/** Thrown if git cannot be run or refuses to answer. */
export class GitError extends DiagnosticError {
  override readonly name = 'GitError';
}

/** Exit code and output of git. */
export interface GitResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Options that, with {@link SETTINGS}, disable every configuration that could change an answer, run a
 * program, take a lock, or access another machine.
 */
const FIXED_OPTIONS = ['--no-optional-locks', '--no-pager', '--literal-pathspecs', '--no-replace-objects'];

const SETTINGS: Readonly<Record<string, string>> = {
  // The files of a commit can form a bare repository with a configuration of its own (git 2.38).
  'safe.bareRepository': 'explicit',
  'core.fsmonitor': 'false',
  'core.hooksPath': devNull,
  'core.attributesFile': devNull,
  'core.sshCommand': 'false',
  'protocol.allow': 'never',
  'core.quotePath': 'false',
  'diff.relative': 'false',
  'submodule.recurse': 'false',
  'log.follow': 'false',
  'log.showRoot': 'true',
  // Would run a program.
  'log.showSignature': 'false',
};

/** Variables that name programs for git to run. */
const PROGRAM_VARIABLES = [
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
  /** Settings that disable the filters of the repository; read on first use. */
  #filtersOff: Promise<Readonly<Record<string, string>>> | undefined;

  /** @param folder absolute path of an existing folder, the working directory of git */
  constructor(folder: string, signal?: AbortSignal) {
    this.#folder = folder;
    this.#signal = signal;
  }

  /** Returns the result of git, even if it fails. Rejects with {@link GitError} if git is not installed. */
  run(...args: readonly string[]): Promise<GitResult> {
    return this.#execute(args, {});
  }

  /** Returns the output of git. Rejects with {@link GitError} if it fails. */
  async read(...args: readonly string[]): Promise<string> {
    return this.#requireSuccess(await this.run(...args));
  }

  /** Does the same for a command that reads the work tree. Runs no filters on its files. */
  async readWorkTree(...args: readonly string[]): Promise<string> {
    this.#filtersOff ??= this.#findFilters();
    return this.#requireSuccess(await this.#execute(args, await this.#filtersOff));
  }

  #requireSuccess({ code, stdout, stderr }: GitResult): string {
    if (code !== 0) throw new GitError(diagnoseRefusal(stderr, this.#folder));
    return stdout;
  }

  async #findFilters(): Promise<Readonly<Record<string, string>>> {
    const { stdout } = await this.run('config', '--null', '--name-only', '--get-regexp', '^filter\\.');
    const names = new Set(stdout.split('\0').flatMap((key) => /^(filter\..+)\.[^.]+$/s.exec(key)?.[1] ?? []));
    const off = { clean: '', smudge: '', process: '', required: 'false' };
    return Object.fromEntries(
      [...names].flatMap((name) => Object.entries(off).map(([key, value]) => [`${name}.${key}`, value])),
    );
  }

  #execute(args: readonly string[], settings: Readonly<Record<string, string>>): Promise<GitResult> {
    const options = {
      cwd: this.#folder,
      env: buildEnvironment({ ...SETTINGS, ...settings }),
      maxBuffer: Number.POSITIVE_INFINITY,
      windowsHide: true,
      ...(this.#signal && { signal: this.#signal }),
    };
    return new Promise((answer, reject) => {
      execFile('git', [...FIXED_OPTIONS, ...args], options, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code === 'number') answer({ code, stdout, stderr });
        else reject(this.#signal?.aborted ? error : describeStartFailure(error));
      });
    });
  }
}

/** Returns the repository that the environment names, as hooks of git do. */
export const namedRepository = (): string | undefined => process.env.GIT_DIR || undefined;

/**
 * Returns the working directory for git commands about a folder: the top of its checkout, because the files
 * of a commit below could form a repository. Without a checkout, or if `GIT_DIR` names the repository, it is
 * the folder itself.
 * @param folder absolute path of an existing folder
 */
export const findRepository = (folder: string): string =>
  (namedRepository() === undefined ? findCheckout(folder) : undefined) ?? folder;

/**
 * Keeps the variables of git, because a hook passes the repository and the index in them. Makes their paths
 * absolute, because git runs in another folder than this process.
 */
function buildEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { GIT_DIR: folder, GIT_WORK_TREE: tree } = process.env;
  const inherited = Object.entries(process.env).filter(([name]) => !PROGRAM_VARIABLES.includes(name));
  return {
    ...Object.fromEntries(inherited),
    ...(folder && { GIT_DIR: resolve(folder) }),
    ...(tree && { GIT_WORK_TREE: resolve(tree) }),
    ...{ LC_ALL: 'C', LANGUAGE: 'C', GIT_TERMINAL_PROMPT: '0' },
    ...{ GIT_ATTR_NOSYSTEM: '1', GIT_NO_LAZY_FETCH: '1', GIT_GRAFT_FILE: devNull },
    ...configVariables(settings),
  };
}

/**
 * Passes settings as environment variables, where names can have any characters, after those that are already
 * set.
 */
function configVariables(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
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

function describeStartFailure(error: ExecFileException | null): GitError {
  if (error?.code === 'ENOENT') return new GitError(diagnostic('git-missing', {}));
  return new GitError(diagnostic('git-failed', { reason: error?.message ?? 'it was ended by a signal' }));
}

function diagnoseRefusal(stderr: string, folder: string): Diagnostic {
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

/** The machine of a new user: a clean clone, an empty npm cache, a Node of a chosen version, and nothing of this checkout. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { PLAIN } from '../pipeline/selection/repository.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Ended {
  /** Exit code; -1 when a signal ended the process. */
  readonly code: number;
  /** Standard output and standard error. */
  readonly said: string;
}

export interface Machine {
  /** Creates an empty folder outside of any folder with `node_modules`. */
  makeFolder(name: string): string;
  /** The environment of a program: with this Node, and without the variables that npm sets for scripts. */
  environment(node: string): Record<string, string>;
  run(node: string, folder: string, command: string, ...args: readonly string[]): Ended;
  remove(): void;
}

export function openMachine(): Machine {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'handpress-machine-')));
  const makeFolder = (name: string): string => {
    const folder = join(home, name);
    mkdirSync(folder, { recursive: true });
    for (let above = folder; dirname(above) !== above; above = dirname(above)) {
      if (existsSync(join(above, 'node_modules'))) throw new Error(`there is a node_modules in ${above}`);
    }
    return folder;
  };
  const environment = (node: string): Record<string, string> => {
    const bin = makeFolder(`bin-${node.replace(/\W+/g, '-')}`);
    if (!existsSync(join(bin, 'node'))) symlinkSync(realpathSync(node), join(bin, 'node'));
    const kept = Object.entries(process.env).filter(
      ([name]) =>
        !/^(?:npm_|NODE$|NODE_(?:ENV|OPTIONS|PATH)$|VITEST|INIT_CWD|PATH$|XDG_|HANDPRESS_)/i.test(name),
    );
    const path = (process.env.PATH ?? '')
      .split(delimiter)
      .filter((folder) => !folder.includes('node_modules'));
    return {
      ...(Object.fromEntries(kept) as Record<string, string>),
      ...PLAIN,
      PATH: [bin, ...path].join(delimiter),
      npm_config_cache: makeFolder('npm-cache'),
      XDG_CACHE_HOME: makeFolder('cache'),
    };
  };
  return {
    makeFolder,
    environment,
    run(node, folder, command, ...args) {
      const ended = spawnSync(command, args, { cwd: folder, encoding: 'utf8', env: environment(node) });
      return { code: ended.status ?? -1, said: `${ended.error ?? ''}${ended.stdout}${ended.stderr}` };
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** Clones this repository with its uncommitted changes, but without ignored files. */
export function cloneCheckout(into: string): void {
  const git = (folder: string, args: readonly string[], input?: string): string => {
    const options = {
      cwd: folder,
      encoding: 'utf8',
      input,
      env: { ...process.env, ...PLAIN },
      maxBuffer: 2 ** 28,
    } as const;
    const { status, stdout, stderr } = spawnSync('git', args, options);
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout;
  };
  git(ROOT, ['clone', '--quiet', '--no-hardlinks', ROOT, into]);
  const changes = git(ROOT, ['diff', '--binary', 'HEAD']);
  if (changes !== '') git(into, ['apply', '--index'], changes);
  const added = git(ROOT, ['ls-files', '--others', '--exclude-standard', '-z']).split('\0').filter(Boolean);
  for (const name of added) cpSync(join(ROOT, name), join(into, name));
  git(into, ['add', '--all']);
  git(into, ['commit', '--quiet', '--allow-empty', '--message', 'What lies changed']);
}

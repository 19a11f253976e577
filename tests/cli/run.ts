/** Runs the command line in its own process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { makeCacheFolder } from '../support/cache-folder.ts';

const CLI = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export interface Ended {
  /** Exit code; `null` when a signal ended the process. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The program; default: that of this repository. */
  readonly cli?: string;
  /** Called with the running process, to send it a signal. */
  readonly onStart?: (child: ChildProcess) => void;
}

const folders = new Map<string, string>();

/** Returns a cache folder for each working folder. */
function cacheFolderFor(cwd: string): string {
  const folder = folders.get(cwd) ?? makeCacheFolder();
  folders.set(cwd, folder);
  return folder;
}

export function handpress(
  args: readonly string[],
  { cwd, env, cli = CLI, onStart }: RunOptions,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd,
      env: { ...process.env, NO_COLOR: '1', XDG_CACHE_HOME: cacheFolderFor(cwd), ...env },
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
    onStart?.(child);
  });
}

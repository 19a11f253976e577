/** Whether Chromium can have its sandbox here. It is given up only where the browser would not start with it. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';

/** Settings of the kernel, each with the value that forbids user namespaces to ordinary users. */
const FORBIDDING: readonly (readonly [path: string, value: string])[] = [
  ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
  ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
  ['/proc/sys/user/max_user_namespaces', '0'],
];

/** Why there is no sandbox: the user is root; a setting of the kernel, or a container, forbids what it needs. */
export type Unsandboxed = 'root' | 'setting' | 'container';

let known: Promise<Unsandboxed | undefined> | undefined;

/** Returns why Chromium cannot have its sandbox here; `undefined` where it can. */
export function findUnsandboxed(): Promise<Unsandboxed | undefined> {
  known ??= look();
  return known;
}

/** Returns whether Chromium can have its sandbox. */
export const sandboxWorks = async (): Promise<boolean> => (await findUnsandboxed()) === undefined;

/** Reports the note `sandbox-off` where a browser works without its sandbox. Nothing that is cached says so: it is about this machine. */
export async function reportSandbox(report: Report): Promise<void> {
  const why = await findUnsandboxed();
  if (why !== undefined) report(diagnostic('sandbox-off', { why }));
}

/** Chromium on Linux refuses its sandbox to root, and needs user namespaces for everybody else. */
async function look(): Promise<Unsandboxed | undefined> {
  if (process.platform !== 'linux') return undefined;
  // Not by name: in containers users often have none.
  if (process.getuid?.() === 0) return 'root';
  const [forbidden, made] = await Promise.all([settingForbids(), namespaceCanBeMade()]);
  return forbidden ? 'setting' : made ? undefined : 'container';
}

async function settingForbids(): Promise<boolean> {
  const settings = await Promise.all(
    FORBIDDING.map(async ([path, value]) => (await readFile(path, 'utf8').catch(() => '')).trim() === value),
  );
  return settings.includes(true);
}

/** A container or a changed root forbids namespaces without any setting that says so: so one is made. */
function namespaceCanBeMade(): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('unshare', ['--user', 'true'], (error) => {
      // Where there is no such program, nothing was learnt.
      resolve(error === null || error.code === 'ENOENT');
    });
  });
}

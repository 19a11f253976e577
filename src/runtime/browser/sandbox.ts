/** Checks whether Chromium can use its sandbox. It is disabled only if the browser would not start with it. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';

/** Kernel settings, each with the value that forbids user namespaces to ordinary users. */
const RESTRICTIONS: readonly (readonly [path: string, value: string])[] = [
  ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
  ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
  ['/proc/sys/user/max_user_namespaces', '0'],
];

/** Why there is no sandbox: the user is root; a kernel setting or a container forbids user namespaces. */
export type SandboxObstacle = 'root' | 'setting' | 'container';

let cachedObstacle: Promise<SandboxObstacle | undefined> | undefined;

/** Returns why Chromium cannot use its sandbox; `undefined` if it can. */
export function findSandboxObstacle(): Promise<SandboxObstacle | undefined> {
  cachedObstacle ??= detectObstacle();
  return cachedObstacle;
}

/** Returns whether Chromium can use its sandbox. */
export const isSandboxAvailable = async (): Promise<boolean> => (await findSandboxObstacle()) === undefined;

/**
 * Reports the note `sandbox-off` if the browser runs without its sandbox. The note is not cached, because it
 * is about this machine.
 */
export async function reportMissingSandbox(report: Report): Promise<void> {
  const obstacle = await findSandboxObstacle();
  if (obstacle !== undefined) report(diagnostic('sandbox-off', { obstacle }));
}

/** On Linux, Chromium has no sandbox for root, and needs user namespaces for other users. */
async function detectObstacle(): Promise<SandboxObstacle | undefined> {
  if (process.platform !== 'linux') return undefined;
  // By id, because users in containers often have no name.
  if (process.getuid?.() === 0) return 'root';
  const [forbidden, made] = await Promise.all([isForbiddenBySetting(), canMakeNamespace()]);
  return forbidden ? 'setting' : made ? undefined : 'container';
}

async function isForbiddenBySetting(): Promise<boolean> {
  const settings = await Promise.all(
    RESTRICTIONS.map(
      async ([path, value]) => (await readFile(path, 'utf8').catch(() => '')).trim() === value,
    ),
  );
  return settings.includes(true);
}

/** Tries to make a user namespace, because a container or a chroot can forbid that without any setting. */
function canMakeNamespace(): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('unshare', ['--user', 'true'], (error) => {
      // Without this program, the sandbox is assumed to work.
      resolve(error === null || error.code === 'ENOENT');
    });
  });
}

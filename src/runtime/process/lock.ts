/** Locks a path across processes with a lock file beside it. */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { HostError } from '../../core/host.ts';
import { makeFolder } from '../mkdirp.ts';
import { registerLeftover } from './leftovers.ts';
import { isOwnerGone, isOwnerHere, ownerOfThisProcess } from './owner.ts';

/** In ms: `pause` between two attempts, and `wait` as the maximum for another process. */
const LIMITS = { pause: 20, wait: 60_000 };

/**
 * Runs work under the lock of a path. Removes the lock of a process that has ended, and one of another
 * machine that is older than a minute. If no lock can be written, runs the work without one, because the work
 * then cannot write either and reports that.
 * @param path absolute; its folder is made
 * @throws {HostError} (rejects) if another process holds the lock for a minute
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = join(dirname(path), `.${basename(path)}.lock`);
  const isTaken = await acquireLock(path, lock);
  const unregister = isTaken ? registerLeftover({ kind: 'file', path: lock }) : undefined;
  try {
    return await work();
  } finally {
    if (isTaken) releaseLock(lock);
    unregister?.();
  }
}

async function acquireLock(path: string, lock: string): Promise<boolean> {
  const owner = ownerOfThisProcess();
  const until = Date.now() + LIMITS.wait;
  if (!(await canMakeFolder(dirname(lock)))) return false;
  for (;;) {
    const taken = tryAcquire(lock, owner);
    if (taken !== 'by another') return taken === 'by us';
    if (isAbandoned(lock)) releaseLock(lock);
    else if (Date.now() > until)
      throw new HostError('other', path, 'another build writes there and does not end');
    else await setTimeout(LIMITS.pause);
  }
}

const canMakeFolder = (folder: string): Promise<boolean> =>
  makeFolder(folder).then(
    () => true,
    () => false,
  );

function tryAcquire(lock: string, owner: string): 'by us' | 'by another' | 'never' {
  try {
    writeFileSync(lock, owner, { flag: 'wx' });
    return 'by us';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return 'by another';
    // On a full disk, the file can exist and be empty.
    releaseLock(lock);
    return 'never';
  }
}

/** Returns whether the process that made the lock has ended. */
function isAbandoned(lock: string): boolean {
  try {
    const owner = readFileSync(lock, 'utf8');
    if (isOwnerHere(owner)) return isOwnerGone(owner);
    // The lock of another machine, or one that is not written yet.
    return Date.now() - statSync(lock).mtimeMs > LIMITS.wait;
  } catch {
    // Its process has removed it meanwhile.
    return false;
  }
}

function releaseLock(lock: string): void {
  try {
    rmSync(lock, { force: true });
  } catch {
    // The next process finds out that its owner has ended.
  }
}

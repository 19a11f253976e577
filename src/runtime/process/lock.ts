/** Work that one process at a time does, by a lock file beside what it is about. */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { HostError } from '../../core/host.ts';
import { makeFolder } from '../mkdirp.ts';
import { isRunning } from './is-running.ts';
import { noteLeftover } from './leftovers.ts';

/** Milliseconds: to wait for the next look, and for another process at most. */
const LIMITS = { pause: 20, wait: 60_000 };

/**
 * Does work while no other process does any for the same path. A lock whose process is gone is removed; so is one of another machine that
 * is older than a minute. Where no lock can be made, nothing can be written either, and the work says so.
 * @param path absolute; its folder is made
 * @throws HostError (rejects) where another process holds the lock for a minute
 */
export async function exclusively<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = join(dirname(path), `.${basename(path)}.lock`);
  const isTaken = await take(path, lock);
  const gone = isTaken ? noteLeftover({ kind: 'file', path: lock }) : undefined;
  try {
    return await work();
  } finally {
    if (isTaken) drop(lock);
    gone?.();
  }
}

async function take(path: string, lock: string): Promise<boolean> {
  const owner = `${process.pid} ${hostname()}`;
  const until = Date.now() + LIMITS.wait;
  if (!(await canMakeFolder(dirname(lock)))) return false;
  for (;;) {
    const taken = tryToTake(lock, owner);
    if (taken !== 'by another') return taken === 'by us';
    if (isLeft(lock)) drop(lock);
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

function tryToTake(lock: string, owner: string): 'by us' | 'by another' | 'never' {
  try {
    writeFileSync(lock, owner, { flag: 'wx' });
    return 'by us';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return 'by another';
    // It may be there and, on a full disk, empty.
    drop(lock);
    return 'never';
  }
}

/** Whether the process that made it is gone. */
function isLeft(lock: string): boolean {
  try {
    const [pid = '', host] = readFileSync(lock, 'utf8').split(' ');
    if (host === hostname()) return !isRunning(Number(pid));
    // Of another machine, or not yet written.
    return Date.now() - statSync(lock).mtimeMs > LIMITS.wait;
  } catch {
    // It was removed meanwhile.
    return false;
  }
}

function drop(lock: string): void {
  try {
    rmSync(lock, { force: true });
  } catch {
    // Whoever comes next finds that its process is gone.
  }
}

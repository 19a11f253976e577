/**
 * Makes the profile folder of a browser, and removes it after use. Also removes the folders that killed
 * builds have left.
 */
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { isRunning } from '../process/is-running.ts';
import { registerLeftover } from '../process/leftovers.ts';

export interface Profile {
  /** Absolute path. */
  readonly folder: string;
  /** Removes the folder, and those of killed builds. Ignores errors for the latter. */
  remove(): Promise<void>;
}

const PREFIX = 'handpress-browser-';
const NAME = new RegExp(`^${PREFIX}(\\d+)-`);

/**
 * Minimum age in ms of a folder that is removed. A younger one can belong to a build in another container
 * that shares the temporary folder but not the processes.
 */
const MIN_AGE = 24 * 60 * 60 * 1000;

/** Makes a profile folder. */
export async function createProfile(parent = tmpdir()): Promise<Profile> {
  const folder = await mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
  const unregister = registerLeftover({ kind: 'folder', path: folder });
  return {
    folder,
    remove: async () => {
      await Promise.all([removeFolder(folder).then(unregister), removeAbandoned(parent)]);
    },
  };
}

/** Retries, because a process that is ending can still write a file. */
const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 });

async function removeAbandoned(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  await Promise.all(
    names.map(async (name) => {
      const [, owner] = NAME.exec(name) ?? [];
      if (owner === undefined || isRunning(Number(owner))) return;
      const folder = join(parent, name);
      if (await isOld(folder)) await removeFolder(folder).catch(() => undefined);
    }),
  );
}

const isOld = (folder: string): Promise<boolean> =>
  lstat(folder).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > MIN_AGE,
    () => false,
  );

/**
 * The folder in which a browser keeps what it writes, for as long as it runs. A build that is killed cannot remove its own:
 * a later one does.
 */
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { isRunning } from '../process/is-running.ts';
import { noteLeftover } from '../process/leftovers.ts';

export interface Profile {
  /** Absolute path. */
  readonly folder: string;
  /** Removes it, and those that builds left which were killed; whatever cannot be removed is left. */
  remove(): Promise<void>;
}

const PREFIX = 'handpress-browser-';
const NAME = new RegExp(`^${PREFIX}(\\d+)-`);

/**
 * Milliseconds: a younger folder may be that of a build in another container, whose processes cannot be seen from here but which has
 * the same temporary folder.
 */
const OLD = 24 * 60 * 60 * 1000;

export async function openProfile(parent = tmpdir()): Promise<Profile> {
  const folder = await mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
  const gone = noteLeftover({ kind: 'folder', path: folder });
  return {
    folder,
    remove: async () => {
      await Promise.all([removed(folder).then(gone), removeLeft(parent)]);
    },
  };
}

/** A dying child may still write a file. */
const removed = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 });

async function removeLeft(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  await Promise.all(
    names.map(async (name) => {
      const [, owner] = NAME.exec(name) ?? [];
      if (owner === undefined || isRunning(Number(owner))) return;
      const folder = join(parent, name);
      if (await isOld(folder)) await removed(folder).catch(() => undefined);
    }),
  );
}

const isOld = (folder: string): Promise<boolean> =>
  lstat(folder).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > OLD,
    () => false,
  );

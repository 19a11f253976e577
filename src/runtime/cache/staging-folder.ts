/**
 * Opens the folder in which a single file is built before it is copied to its place, and records what was copied. There is
 * one for each place, so that the next build makes only what has changed.
 */
import { join } from 'node:path';
import type { Host } from '../../core/host.ts';
import { makeUserFolder } from '../user-cache.ts';
import { computeDigest } from './digest.ts';

/** A folder in the cache folder of the user. */
export interface StagingFolder {
  /** Absolute path. */
  readonly folder: string;
  /** Reads the digests of the last files that were copied to the place. */
  readDigests(): Promise<readonly string[]>;
  /** Records the digest of a file before it is copied. */
  recordDigest(digest: string): Promise<void>;
}

const STAGING = 'files';
const RECORD = '.copied';
/** The file that is there, and the one that replaces it. */
const MAX_DIGESTS = 2;
/** Folders that are kept; the others, used least recently, are removed. */
const MAX_FOLDERS = 100;

/** @param path absolute path of the place to which the file is copied */
export async function openStagingFolder(path: string, host: Host): Promise<StagingFolder> {
  const home = join(await makeUserFolder((name) => host.variable(name)), STAGING);
  const name = computeDigest(new TextEncoder().encode(path)).slice(0, 32);
  const folder = join(home, name);
  const record = join(folder, RECORD);
  const readDigests = async (): Promise<readonly string[]> => {
    const bytes = await host.read(record).catch(() => new Uint8Array());
    return new TextDecoder().decode(bytes).split('\n').filter(Boolean);
  };
  return {
    folder,
    readDigests,
    async recordDigest(digest) {
      const digests = [digest, ...(await readDigests())].slice(0, MAX_DIGESTS);
      await host.write(new Map([[record, new TextEncoder().encode(digests.join('\n'))]]));
      await removeOldFolders(home, name);
    },
  };
}

/** Removes the folders that were used least recently. A folder that cannot be removed stays. */
async function removeOldFolders(home: string, used: string): Promise<void> {
  const { readdir, rm, stat } = await import('node:fs/promises');
  const names = (await readdir(home).catch(() => [])).filter((name) => name !== used);
  if (names.length < MAX_FOLDERS) return;
  const dated = await Promise.all(
    names.map(async (name) => {
      const time = await stat(join(home, name, RECORD)).catch(() => undefined);
      return { name, time: time?.mtimeMs ?? 0 };
    }),
  );
  const old = dated.sort((one, other) => other.time - one.time).slice(MAX_FOLDERS - 1);
  await Promise.all(
    old.map(({ name }) => rm(join(home, name), { recursive: true, force: true }).catch(() => undefined)),
  );
}

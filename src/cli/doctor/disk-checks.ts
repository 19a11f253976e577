/** Checks the folders that builds write to, by writing to them. */
import { randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '../../lib/text/error-message.ts';
import { locateCache } from '../../runtime/cache/cache-location.ts';
import { makeFolder } from '../../runtime/mkdirp.ts';
import { nodeHost } from '../../runtime/node-host.ts';
import { ALL_FILES, type DoctorPlaces, describeProblem, type Finding } from './finding.ts';

/** Bytes below which a book with pictures may not fit. */
const LITTLE_SPACE = 200_000_000;

/** Returns whether results can be cached. Without a cache, files are made, too. */
export async function checkCache({ cache, root }: DoctorPlaces): Promise<Finding> {
  const part = { name: 'cache', neededFor: [] } as const;
  const place = await locateCache(cache, root, nodeHost);
  if ('code' in place) return { ...part, state: 'missing', ...describeProblem(place) };
  const { folder } = place;
  try {
    await makeFolder(folder);
    const file = join(folder, `.doctor-${randomUUID()}`);
    await writeFile(file, '').finally(() => rm(file, { force: true }));
    return { ...part, state: 'ok', found: `${folder} can be written` };
  } catch (error) {
    const repair = 'Name a folder that you may write with `--cache`, or with the variable `XDG_CACHE_HOME`';
    return { ...part, state: 'missing', found: `${folder} cannot be written: ${messageOf(error)}`, repair };
  }
}

/** Returns whether the output folder can be written or made, and has space. Writes nothing. */
export async function checkOutput({ out }: DoctorPlaces): Promise<Finding> {
  const part = { name: 'output', neededFor: ALL_FILES } as const;
  const existing = findExisting(out);
  try {
    if (!statSync(existing).isDirectory()) throw new Error('it is no folder');
    accessSync(existing, constants.W_OK);
  } catch (error) {
    const repair = 'Name another folder with `--out`';
    return { ...part, state: 'missing', found: `${existing} cannot be written: ${messageOf(error)}`, repair };
  }
  const { bavail, bsize } = await statfs(existing);
  const free = bavail * bsize;
  const found = `${out} can be written; ${(free / 1e9).toFixed(1)} GB are free`;
  if (free >= LITTLE_SPACE) return { ...part, state: 'ok', found };
  return {
    ...part,
    state: 'note',
    found,
    repair: 'Make space, or name a folder on another disk with `--out`',
  };
}

const findExisting = (path: string): string =>
  existsSync(path) || dirname(path) === path ? path : findExisting(dirname(path));

/** Finds the cache folder of the user, which all projects share. */
import { accessSync, constants, lstatSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { makeFolder } from './mkdirp.ts';

/**
 * Returns the absolute path of `handpress` in the cache folder of the user. Ignores a relative
 * `XDG_CACHE_HOME`, as
 * https://specifications.freedesktop.org/basedir-spec/latest/ requires.
 * @param variable reads a variable of the environment
 */
export function userCacheFolder(variable: (name: string) => string | undefined): string {
  const named = variable('XDG_CACHE_HOME') ?? '';
  return join(isAbsolute(named) ? named : join(homedir(), '.cache'), 'handpress');
}

/** Permissions of folders that only their owner can read and write. */
const PRIVATE_MODE = 0o700;

/**
 * Makes the folder of {@link userCacheFolder} or, if that is not writable, the one of
 * {@link makeTemporaryUserFolder}. Returns the path of the first if neither can be made; the caller then
 * fails to use it.
 */
export async function makeUserFolder(variable: (name: string) => string | undefined): Promise<string> {
  const folder = userCacheFolder(variable);
  try {
    await makeFolder(folder, PRIVATE_MODE);
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return makeTemporaryUserFolder().catch(() => folder);
  }
}

/**
 * Makes a folder for the user in the temporary folder of the system. Rejects if another user owns the folder
 * or can access it, because that user could put files there.
 */
export async function makeTemporaryUserFolder(): Promise<string> {
  const uid = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `handpress-${uid}`);
  await makeFolder(folder, PRIVATE_MODE);
  const found = lstatSync(folder);
  // Windows has a folder for each user, and no modes.
  const isOurs = process.platform === 'win32' || (found.uid === uid && (found.mode & 0o077) === 0);
  if (found.isDirectory() && isOurs) return folder;
  throw new Error(`\`${folder}\` is no folder of the user's alone`);
}

/** Where a program may keep what it can make again, for one user and all projects. */
import { accessSync, constants, lstatSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { makeFolder } from './mkdirp.ts';

/**
 * Absolute path: `handpress` in the user's cache folder, which nobody else can write to.
 * https://specifications.freedesktop.org/basedir-spec/latest/: a relative path is to be ignored.
 * @param variable asks for a variable of the environment
 */
export function userCacheFolder(variable: (name: string) => string | undefined): string {
  const named = variable('XDG_CACHE_HOME') ?? '';
  return join(isAbsolute(named) ? named : join(homedir(), '.cache'), 'handpress');
}

/** Of folders that nobody else can look into or write to. */
const PRIVATE = 0o700;

/**
 * Makes the folder of {@link userCacheFolder} or, where nothing can be written there, that of {@link temporaryUserFolder}.
 * @returns the first, which then cannot be used, where neither can be made
 */
export async function usableUserFolder(variable: (name: string) => string | undefined): Promise<string> {
  const folder = userCacheFolder(variable);
  try {
    await makeFolder(folder, PRIVATE);
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return temporaryUserFolder().catch(() => folder);
  }
}

/**
 * Makes a folder for one user among those for what is temporary. Anybody can write beside it: rejects where somebody else has made it, who
 * could put other files there.
 */
export async function temporaryUserFolder(): Promise<string> {
  const uid = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `handpress-${uid}`);
  await makeFolder(folder, PRIVATE);
  const found = lstatSync(folder);
  // Windows has a folder for each user, and no modes.
  const isOurs = process.platform === 'win32' || (found.uid === uid && (found.mode & 0o077) === 0);
  if (found.isDirectory() && isOurs) return folder;
  throw new Error(`\`${folder}\` is no folder of the user's alone`);
}

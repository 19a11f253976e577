/** Where a program may keep what it can make again, for one user and all projects. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Absolute path: `handpress` in the user's cache folder, which nobody else can write to.
 * https://specifications.freedesktop.org/basedir-spec/latest/: a relative path is to be ignored.
 * @param variable asks for a variable of the environment
 */
export function userCacheFolder(variable: (name: string) => string | undefined): string {
  const named = variable('XDG_CACHE_HOME') ?? '';
  return join(isAbsolute(named) ? named : join(homedir(), '.cache'), 'handpress');
}

/**
 * Locates the cache. Files in a checkout can come from the author of a commit, and a cache decides what is
 * published. So the default is a folder of the user outside every checkout, and a cache in a checkout is used
 * only if git tracks none of its files.
 */
import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Host } from '../../core/host.ts';
import { isSamePath, isWithin } from '../../lib/text/paths.ts';
import { findCheckout } from '../git/checkout.ts';
import { makeUserFolder } from '../user-cache.ts';

export interface CacheLocation {
  /** Absolute path. */
  readonly folder: string;
  /** Absolute path of a parent folder, or of the folder itself. Links below it are not followed. */
  readonly trusted: string;
  /** Whether other projects also use it. */
  readonly isShared: boolean;
}

/** Name of the cache in the cache folder of the user. */
const BUILDS_FOLDER = 'builds';

/**
 * Returns the location of the cache, or the warning `cache-untrusted` if the named folder must not be used.
 * @param namedFolder folder from the options, relative to the root; `undefined`: the one of the user
 * @param root absolute path of the project
 */
export async function locateCache(
  namedFolder: string | undefined,
  root: string,
  host: Pick<Host, 'variable'>,
): Promise<CacheLocation | Diagnostic> {
  if (namedFolder === undefined) {
    const folder = join(await makeUserFolder((name) => host.variable(name)), BUILDS_FOLDER);
    return { folder, trusted: folder, isShared: true };
  }
  const folder = resolveFolder(resolve(root, namedFolder), root);
  const reason = folder === undefined ? 'link' : await findDistrustReason(folder);
  if (folder === undefined || reason !== undefined) {
    return diagnostic('cache-untrusted', { folder: namedFolder, reason: reason ?? 'link' });
  }
  return { folder, trusted: findCheckout(findExistingFolder(folder)) ?? folder, isShared: false };
}

/** Returns the path without links; `undefined` if the path is in the project but a link leads out of it. */
function resolveFolder(folder: string, root: string): string | undefined {
  const real = resolveDeep(folder);
  if (!isWithin(folder, root)) return real;
  return isSamePath(real, join(resolveDeep(root), relative(root, folder))) ? real : undefined;
}

function resolveDeep(path: string): string {
  const existing = findExistingFolder(path);
  return join(realpathSync.native(existing), relative(existing, path));
}

/** Returns the nearest existing parent. A broken link counts as existing. */
function findExistingFolder(folder: string): string {
  return isThere(folder) || dirname(folder) === folder ? folder : findExistingFolder(dirname(folder));
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A part of the path is a file.
    return false;
  }
}

/** Returns why a cache in a checkout must not be used; `undefined` if it can be used, or is in no checkout. */
async function findDistrustReason(folder: string): Promise<'tracked' | 'unknown' | undefined> {
  const checkout = findCheckout(findExistingFolder(folder));
  if (checkout === undefined) return undefined;
  const { Git } = await import('../git/git.ts');
  const answer = await new Git(checkout).run('ls-files', '-z', '--', folder).catch(() => undefined);
  if (answer?.code !== 0) return 'unknown';
  return answer.stdout === '' ? undefined : 'tracked';
}

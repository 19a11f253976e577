/**
 * Where the cache is. What lies in a checkout can come from whoever wrote a commit, and a cache says what is published: so it is by default the
 * user's own folder, outside of every checkout, and one in a checkout is used only where git tracks nothing of it.
 */
import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Host } from '../../core/host.ts';
import { isSamePath, isWithin } from '../../lib/text/paths.ts';
import { checkoutAround } from '../git/checkout.ts';
import { usableUserFolder } from '../user-cache.ts';

export interface CachePlace {
  /** Absolute path. */
  readonly folder: string;
  /** Absolute path of the folder above it below which no link is followed. */
  readonly trusted: string;
  /** Whether other projects use it, too. */
  readonly isShared: boolean;
}

/** In the user's cache folder. */
const BUILDS = 'builds';

/**
 * Finds the cache of a project.
 * @param asked the folder that somebody names, relative to the root; `undefined`: the user's own
 * @param root absolute path of the project
 * @returns the warning `cache-untrusted` where it must not be used
 */
export async function findCache(
  asked: string | undefined,
  root: string,
  host: Pick<Host, 'variable'>,
): Promise<CachePlace | Diagnostic> {
  if (asked === undefined) {
    const folder = join(await usableUserFolder((name) => host.variable(name)), BUILDS);
    return { folder, trusted: folder, isShared: true };
  }
  const folder = realFolder(resolve(root, asked), root);
  const why = folder === undefined ? 'link' : await distrust(folder);
  if (folder === undefined || why !== undefined) {
    return diagnostic('cache-untrusted', { folder: asked, why: why ?? 'link' });
  }
  return { folder, trusted: checkoutAround(existingFolder(folder)) ?? folder, isShared: false };
}

/** @returns where a folder really is; `undefined` where it is written as inside the project, and a link leads elsewhere */
function realFolder(folder: string, root: string): string | undefined {
  const real = resolveDeep(folder);
  if (!isWithin(folder, root)) return real;
  return isSamePath(real, join(resolveDeep(root), relative(root, folder))) ? real : undefined;
}

function resolveDeep(path: string): string {
  const existing = existingFolder(path);
  return join(realpathSync.native(existing), relative(existing, path));
}

/** A link to nothing is there, too. */
function existingFolder(folder: string): string {
  const isThere = lstatSync(folder, { throwIfNoEntry: false }) !== undefined;
  return isThere || dirname(folder) === folder ? folder : existingFolder(dirname(folder));
}

/** @returns why a cache in a checkout must not be used; `undefined` where it may, or lies in no checkout */
async function distrust(folder: string): Promise<'tracked' | 'unknown' | undefined> {
  const checkout = checkoutAround(existingFolder(folder));
  if (checkout === undefined) return undefined;
  const { Git } = await import('../git/git.ts');
  const answer = await new Git(checkout).ask('ls-files', '-z', '--', folder).catch(() => undefined);
  if (answer?.code !== 0) return 'unknown';
  return answer.stdout === '' ? undefined : 'tracked';
}

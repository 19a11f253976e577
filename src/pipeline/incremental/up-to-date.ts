/** Recognizes a build in which nothing has changed before the modules that read, render and print are loaded. */

import type { Cache } from '../../runtime/cache/cache.ts';
import { yieldToEventLoop } from '../../runtime/process/event-loop.ts';
import type { ManifestFile } from '../manifest/manifest.ts';
import { MANIFEST_FILE } from '../manifest/name.ts';
import type { BuildRequest } from '../request.ts';
import type { BuildEnvironment } from '../tracked-context.ts';
import { storeRunRecord } from './build-record.ts';
import { areHeadsUnchanged, readHeads } from './heads.ts';
import { OutputState } from './output-state.ts';
import type { RunRecord } from './records.ts';

export { readRunRecord } from './build-record.ts';

/**
 * Returns every file, by path, if all of them are what a build would make now; else `undefined`. Reports the problems of
 * the build that made them.
 */
export async function tryUpToDate(
  request: BuildRequest,
  former: RunRecord,
  cache: Cache,
  environment: BuildEnvironment,
): Promise<readonly ManifestFile[] | undefined> {
  const { context, untrackedHost } = environment;
  const { report, progress } = context;
  if (!(await cache.isFresh(former.dependencies))) return undefined;
  const isSameCommit = areHeadsUnchanged(former, environment);
  // Another commit can have changed other files only.
  if (!isSameCommit && !(await cache.isFresh(former.commits))) return undefined;
  const outputState = new OutputState(request.out, untrackedHost, former);
  if (!(await outputState.matches(MANIFEST_FILE, former.manifest))) return undefined;
  for (const { path, digest } of former.files) {
    if (!(await outputState.matches(path, digest))) return undefined;
    await yieldToEventLoop();
  }
  // The files are as recorded, but were written again, or there is another commit. Stores the new state, so that the next
  // build need neither read them nor ask git.
  const heads = isSameCommit ? former.heads : await readHeads(environment);
  if (outputState.hasReadFiles || (!isSameCommit && heads.length > 0)) {
    const states = await outputState.findStableStates(former);
    await storeRunRecord(cache, request, { ...former, heads, states });
  }
  for (const problem of former.problems) report(problem);
  for (const { path, pages } of former.files) {
    progress({ path, fromCache: true, ...(pages !== undefined && { pages }) });
  }
  return former.files;
}

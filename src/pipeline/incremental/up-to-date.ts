/** A build in which nothing has changed: seen to be so before anything that reads, renders or prints is loaded. */

import type { Context } from '../../core/model/context.ts';
import type { Cache } from '../../runtime/cache/cache.ts';
import { giveTurn } from '../../runtime/process/turn.ts';
import type { ManifestFile } from '../manifest/manifest.ts';
import { MANIFEST } from '../manifest/name.ts';
import type { BuildRequest } from '../request.ts';
import { keepRun } from './build-record.ts';
import { InPlace } from './output-state.ts';
import type { KeptRun } from './records.ts';

export { recallRun } from './build-record.ts';

/** @returns every file, in the order of paths, when all of them are what a build would make now; else `undefined` */
export async function replay(
  request: BuildRequest,
  former: KeptRun,
  cache: Cache,
  { host, report, progress }: Context,
): Promise<readonly ManifestFile[] | undefined> {
  if (!(await cache.confirms(former.answers))) return undefined;
  const inPlace = new InPlace(request.out, host, former);
  if (!(await inPlace.has(MANIFEST, former.manifest))) return undefined;
  for (const { path, digest } of former.files) {
    if (!(await inPlace.has(path, digest))) return undefined;
    await giveTurn();
  }
  // Whoever wrote the files anew, they are known by their states from now on.
  if (inPlace.hasRead) {
    await keepRun(cache, request, { ...former, states: await inPlace.statesOf(former) });
  }
  for (const problem of former.problems) report(problem);
  for (const { path, pages } of former.files) {
    progress({ path, isKept: true, ...(pages !== undefined && { pages }) });
  }
  return former.files;
}

/** A build in which nothing has changed: seen to be so before anything that reads, renders or prints is loaded. */
import { join } from 'node:path';
import type { Cache } from '../cache/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ManifestFile } from '../manifest/index.ts';
import type { Context } from '../model.ts';
import { isInPlace, type KeptPublication, recallPublication, recallRun } from './kept.ts';
import type { BuildRequest } from './request.ts';

/** Publications looked at side by side; each has some open files. */
const AT_ONCE = 16;

/** @returns every file, in the order of paths, when all of them are what a build would make now; else `undefined` */
export async function replay(
  request: BuildRequest,
  cache: Cache,
  context: Context,
): Promise<readonly ManifestFile[] | undefined> {
  const run = await recallRun(cache, request);
  if (run === undefined || !(await cache.confirms(run.answers))) return undefined;
  if (!(await isInPlace(join(request.out, 'manifest.json'), run.manifest, context.host))) return undefined;
  const publications: KeptPublication[] = [];
  for (let from = 0; from < run.targets.length; from += AT_ONCE) {
    const some = run.targets.slice(from, from + AT_ONCE);
    const kept = await Promise.all(some.map((target) => unchanged(target)));
    if (kept.some((publication) => publication === undefined)) return undefined;
    publications.push(...kept.filter((publication) => publication !== undefined));
  }
  const problems = [run.problems, ...publications.flatMap(problemsOf)].flat();
  for (const problem of problems) context.report(problem);
  const files = publications.flatMap(({ editions }) => editions.flatMap((edition) => edition.files));
  for (const { path, pages } of files) {
    context.progress({ path, isKept: true, ...(pages !== undefined && { pages }) });
  }
  return files.sort(byPath);

  async function unchanged(target: (typeof run & object)['targets'][number]) {
    const kept = await recallPublication(cache, request, target);
    if (kept === undefined) return undefined;
    for (const { answers, files } of kept.editions) {
      if (!(await cache.confirms(answers))) return undefined;
      for (const { path, digest } of files) {
        if (!(await isInPlace(join(request.out, path), digest, context.host))) return undefined;
      }
    }
    return kept;
  }
}

const problemsOf = ({ problems, editions }: KeptPublication): readonly (readonly Diagnostic[])[] => [
  problems,
  ...editions.map((edition) => edition.problems),
];

const byPath = (one: ManifestFile, other: ManifestFile): number => (one.path < other.path ? -1 : 1);

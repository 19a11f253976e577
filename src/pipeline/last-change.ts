/** Dates the last change of a publication: by its settings, and by the last commit that changed one of its files. */
import { relative, sep } from 'node:path';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import { isWithin } from '../lib/text/paths.ts';
import type { RenderedPublication } from '../render/render-publication.ts';
import { PortablePaths, readPathOf } from '../runtime/cache/host-queries.ts';
import { PACKAGE_FOLDER } from '../runtime/install-path.ts';
import { EPOCH_VARIABLE, parseEpoch } from '../runtime/source-date-epoch.ts';
import type { BuildSession } from './build-session.ts';
import { listDesignFiles } from './design-files.ts';
import { mergeDependencies } from './incremental/build-record.ts';
import type { BuildEnvironment, TrackedContext } from './tracked-context.ts';

/** Starts git while the publication is read. */
export async function prepareHistory({
  openHistory,
  untrackedHost,
}: Pick<BuildEnvironment, 'openHistory' | 'untrackedHost'>): Promise<void> {
  if (parseEpoch(untrackedHost.variable(EPOCH_VARIABLE)) === undefined) (await openHistory?.())?.prepare();
}

/**
 * Returns the publication with the date of its last change. `SOURCE_DATE_EPOCH` takes precedence; otherwise it is the later
 * of the date in the settings and the last commit that changed a file on which the publication depends. Reports
 * `commit-uncounted`.
 * @param tracked the context in which the publication was read and rendered
 */
export async function dateLastChange(
  rendered: RenderedPublication,
  tracked: TrackedContext,
  session: Pick<BuildSession, 'projectContext' | 'environment'>,
): Promise<RenderedPublication> {
  const { context, host } = tracked;
  if (parseEpoch(context.host.variable(EPOCH_VARIABLE)) !== undefined) return rendered;
  const own = listReadFiles(tracked, session);
  let found = await host.lastCommit(own);
  if (found.kind === 'none') return rendered;
  // Every edition has the same date, whichever were requested, so it depends on the design of all of them.
  const design = await listDesignFiles(context, session.environment);
  if (design.length > 0) found = await host.lastCommit([...new Set([...own, ...design])].sort());
  if (found.kind === 'none') return rendered;
  if (found.kind !== 'found') {
    const shown = (path: string): string => relative(context.root, path).split(sep).join('/');
    const facts = found.kind === 'uncommitted' ? { ...found, files: found.files.map(shown) } : found;
    context.report(diagnostic('commit-uncounted', facts));
    return rendered;
  }
  const { publication } = rendered;
  const committed = new Date(found.seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  const [modified = committed] = [publication.metadata.modified, committed].sort().reverse();
  return { ...rendered, publication: { ...publication, metadata: { ...publication.metadata, modified } } };
}

/** Lists the files that were read for a publication, without packages and without settings of git. Sorted. */
function listReadFiles(
  { host, context }: TrackedContext,
  { projectContext }: Pick<BuildSession, 'projectContext'>,
): readonly string[] {
  const paths = new PortablePaths(context.root);
  const found = (mergeDependencies([projectContext.host, host]) ?? []).flatMap(([query, answer]) => {
    const path = readPathOf(query, paths);
    return path === undefined || answer.startsWith('failed') ? [] : [path];
  });
  return [...new Set(found)].filter((path) => isOwn(path, context.root)).sort();
}

/** Returns whether a file belongs to the project, or is an input outside of it. */
function isOwn(path: string, root: string): boolean {
  const isBuiltIn = isWithin(path, PACKAGE_FOLDER) && !isWithin(path, root);
  const isHidden = path.split(sep).some((name) => name === '.git' || name === '.gitignore');
  const isPackage = relative(root, path).split(sep).includes('node_modules');
  return !isBuiltIn && !isHidden && !isPackage;
}

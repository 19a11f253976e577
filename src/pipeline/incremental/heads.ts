/** Records which commits are checked out, so that a build in which nothing has changed need not run git. */
import { PortablePaths } from '../../runtime/cache/host-queries.ts';
import { readHead } from '../../runtime/git/head.ts';
import type { BuildEnvironment } from '../tracked-context.ts';
import type { RunRecord } from './records.ts';

/** Returns the checked-out commits that git was asked about in this build, by folder; none if it could not answer. */
export async function readHeads({
  openHistory,
  context,
}: Pick<BuildEnvironment, 'openHistory' | 'context'>): Promise<RunRecord['heads']> {
  const paths = new PortablePaths(context.root);
  const heads = (await openHistory?.())?.heads ?? new Map<string, string>();
  return [...heads].map(([folder, head]) => [paths.toPortable(folder), head] as const);
}

/** Returns whether the same commits are checked out as in an earlier build, so that git would give the same answers. */
export function areHeadsUnchanged(
  { commits, heads }: Pick<RunRecord, 'commits' | 'heads'>,
  { context, untrackedHost }: Pick<BuildEnvironment, 'context' | 'untrackedHost'>,
): boolean {
  if (commits.length === 0) return true;
  if (heads.length === 0) return false;
  const paths = new PortablePaths(context.root);
  const named = untrackedHost.variable('GIT_DIR');
  return heads.every(([folder, head]) => readHead(paths.toAbsolute(folder), named) === head);
}

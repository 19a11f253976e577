/** Selects the publications to work on: those that a change affects, and of them the part of one machine. */
import { join } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import { formatShard, type Shard } from '../../core/shard.ts';
import { isWithin } from '../../lib/text/paths.ts';
import type { PublicationRef } from '../../read/read-publication.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { type FindDependencies, findAffectedTargets } from './affected.ts';
import type { Change } from './changed-since.ts';

/** The options that select publications. */
export interface SelectionRequest {
  /** A branch, tag or commit of git; absent: all publications, changed or not. */
  readonly changedSince?: string;
  /** The part of the work; absent: all of it. */
  readonly shard?: Shard;
}

/** Reads what earlier builds recorded. */
export interface SelectionTools {
  readonly findDependencies: FindDependencies;
  /** Reads the manifest of the last build; called if the work is divided. */
  readonly readLastManifest: () => Promise<Manifest>;
}

/** The selected publications. */
export interface Selection {
  readonly targets: readonly PublicationRef[];
  /** The properties of the part in the manifest; absent if the work is not divided. */
  readonly part?: { readonly shard: string; readonly division: string };
}

/**
 * Returns the publications to work on, in the given order. Reports the notes `publications-touched` and `shard-empty`.
 * @param targets all publications that were requested
 * @throws GitError of {@link findChanges}
 */
export async function selectTargets(
  targets: readonly PublicationRef[],
  { changedSince, shard }: SelectionRequest,
  tools: SelectionTools,
  context: Context,
): Promise<Selection> {
  const findDependencies = shard === undefined ? tools.findDependencies : findNothing;
  // Without publications, a problem is already reported, and there may be no repository.
  const isAsked = changedSince !== undefined && targets.length > 0;
  const affected = isAsked ? await selectAffected(changedSince, targets, findDependencies, context) : targets;
  if (shard === undefined) return { targets: affected };
  const { divideTargets } = await import('./shards.ts');
  const { targets: own, digest } = divideTargets(affected, shard, await tools.readLastManifest());
  if (own.length === 0) {
    context.report(diagnostic('shard-empty', { shard: formatShard(shard), publications: affected.length }));
  }
  return { targets: own, part: { shard: formatShard(shard), division: digest } };
}

async function selectAffected(
  ref: string,
  targets: readonly PublicationRef[],
  findDependencies: FindDependencies,
  context: Context,
): Promise<readonly PublicationRef[]> {
  const { findChanges } = await import('./changed-since.ts');
  const { root, signal } = context;
  // An output folder that contains a publication is also content.
  const outputs = context.outputFolders.filter(
    (folder) => !targets.some(({ file }) => isWithin(join(root, file), folder)),
  );
  const isContent = ({ path }: Change): boolean =>
    outputs.every((folder) => !isWithin(join(root, path), folder));
  const changes = (await findChanges(ref, root, signal)).filter(isContent);
  const { targets: affected, sharedFile } = await findAffectedTargets(
    targets,
    changes,
    findDependencies,
    context,
  );
  const facts = { ref, affected: affected.length, publications: targets.length };
  context.report(
    diagnostic('publications-touched', { ...facts, ...(sharedFile !== undefined && { sharedFile }) }),
  );
  return affected;
}

/** Ignores records, because machines with different records would divide the work differently. */
const findNothing: FindDependencies = async () => undefined;

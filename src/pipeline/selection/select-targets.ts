/** Which of the publications that were found are worked on: those that a change touches, and one machine's part of them. */
import { join } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import { type Shard, shardName } from '../../core/shard.ts';
import { isWithin } from '../../lib/text/paths.ts';
import type { Target } from '../../read/read-publication.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { type RecordOf, touchedTargets } from './affected.ts';
import type { Change } from './changed-since.ts';

export interface SelectionRequest {
  /** A commit of git, by any name; absent: whatever was changed. */
  readonly changedSince?: string;
  /** Absent: all of it. */
  readonly shard?: Shard;
}

export interface SelectionTools {
  readonly recordOf: RecordOf;
  /** The manifest of the last build; asked for where the work is divided. */
  readonly lastManifest: () => Promise<Manifest>;
}

export interface Selection {
  readonly targets: readonly Target[];
  /** What the manifest says of the part; absent where the work is not divided. */
  readonly part?: { readonly shard: string; readonly division: string };
}

/**
 * @param targets all that were asked for
 * @returns those to work on, in their order. Diagnostics: the notes `publications-touched` and `shard-empty`
 * @throws GitError of `changedSince`
 */
export async function selectTargets(
  targets: readonly Target[],
  { changedSince, shard }: SelectionRequest,
  tools: SelectionTools,
  context: Context,
): Promise<Selection> {
  const recordOf = shard === undefined ? tools.recordOf : noRecord;
  // Where there is none, that has been said, and git may have nowhere to be asked.
  const isAsked = changedSince !== undefined && targets.length > 0;
  const touched = isAsked ? await touchedSince(changedSince, targets, recordOf, context) : targets;
  if (shard === undefined) return { targets: touched };
  const { divide } = await import('./shards.ts');
  const { targets: own, digest } = divide(touched, shard, await tools.lastManifest());
  if (own.length === 0) {
    context.report(diagnostic('shard-empty', { shard: shardName(shard), publications: touched.length }));
  }
  return { targets: own, part: { shard: shardName(shard), division: digest } };
}

async function touchedSince(
  ref: string,
  targets: readonly Target[],
  recordOf: RecordOf,
  context: Context,
): Promise<readonly Target[]> {
  const { changedSince } = await import('./changed-since.ts');
  const { root, signal } = context;
  // An output folder that holds a publication is content, too.
  const outputs = context.outputs.filter(
    (folder) => !targets.some(({ file }) => isWithin(join(root, file), folder)),
  );
  const isContent = ({ path }: Change): boolean =>
    outputs.every((folder) => !isWithin(join(root, path), folder));
  const changes = (await changedSince(ref, root, signal)).filter(isContent);
  const { targets: touched, because } = await touchedTargets(targets, changes, recordOf, context);
  const facts = { ref, touched: touched.length, publications: targets.length };
  context.report(diagnostic('publications-touched', { ...facts, ...(because !== undefined && { because }) }));
  return touched;
}

/** What one machine remembers and another does not would divide the work differently. */
const noRecord: RecordOf = async () => undefined;

/** Validates that parts belong to one build that was divided once, and that all of them are given. */

import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { formatShard } from '../../core/shard.ts';
import type { ShardManifest } from './shard-manifest.ts';

/**
 * Returns the problems: `parts-differ`, `part-twice`, `parts-incomplete`, `publication-id-duplicate`, `part-path-twice`.
 */
export function validateShards(parts: readonly ShardManifest[]): readonly Diagnostic[] {
  const different = findDifferences(parts);
  if (different.length > 0) return different;
  const problems = [...findConflictingDuplicates(parts), ...findMissingShards(parts)];
  return problems.length > 0 ? problems : findDuplicateNames(parts);
}

/** Compares each part with the first one. */
function findDifferences([first, ...others]: readonly ShardManifest[]): readonly Diagnostic[] {
  if (first === undefined) return [];
  return others.flatMap((other) => {
    const names = { one: first.name, other: other.name };
    if (other.manifest.handpress !== first.manifest.handpress) {
      const facts = { difference: 'version', ...names } as const;
      return diagnostic('parts-differ', {
        ...facts,
        values: [first.manifest.handpress, other.manifest.handpress],
      });
    }
    if (other.shard.count !== first.shard.count) {
      const values = [formatShard(first.shard), formatShard(other.shard)] as const;
      return diagnostic('parts-differ', { difference: 'count', ...names, values });
    }
    if (other.division !== first.division)
      return diagnostic('parts-differ', { difference: 'division', ...names });
    return [];
  });
}

/** Finds parts with the same number and different content. Equal parts are allowed: a machine may have run twice. */
function findConflictingDuplicates(parts: readonly ShardManifest[]): readonly Diagnostic[] {
  const byIndex = new Map<number, ShardManifest>();
  return parts.flatMap((part) => {
    const other = byIndex.get(part.shard.index) ?? part;
    byIndex.set(part.shard.index, other);
    if (JSON.stringify(other.manifest) === JSON.stringify(part.manifest)) return [];
    return diagnostic('part-twice', { shard: formatShard(part.shard), one: other.name, other: part.name });
  });
}

function findMissingShards(parts: readonly ShardManifest[]): readonly Diagnostic[] {
  const count = parts[0]?.shard.count ?? 0;
  const there = new Set(parts.map(({ shard }) => shard.index));
  const absent = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !there.has(index));
  if (absent.length === 0) return [];
  return [diagnostic('parts-incomplete', { missing: absent.map((index) => formatShard({ index, count })) })];
}

/** Finds publications of different parts with the same id or path, because no machine knows the publications of the others. */
function findDuplicateNames(parts: readonly ShardManifest[]): readonly Diagnostic[] {
  const once = new Map(parts.map((part) => [part.shard.index, part]));
  const [ids, paths] = [new Map<string, string>(), new Map<string, string>()];
  const problems: Diagnostic[] = [];
  for (const { manifest, name } of once.values()) {
    for (const { id, files } of manifest.publications) {
      const one = ids.get(id.toLowerCase());
      ids.set(id.toLowerCase(), name);
      if (one !== undefined) {
        problems.push(diagnostic('publication-id-duplicate', { id, one, other: name }));
        continue;
      }
      for (const { path } of files) {
        const former = paths.get(path.toLowerCase());
        paths.set(path.toLowerCase(), name);
        if (former !== undefined)
          problems.push(diagnostic('part-path-twice', { path, one: former, other: name }));
      }
    }
  }
  return problems;
}

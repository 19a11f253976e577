/** Whether parts fit together: one build, divided once, every part of it there. */

import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { shardName } from '../../core/shard.ts';
import type { Part } from './shard-manifest.ts';

/** Problems: `parts-differ`, `part-twice`, `parts-incomplete`, `publication-id-duplicate`, `part-path-twice` */
export function judgeParts(parts: readonly Part[]): readonly Diagnostic[] {
  const different = differences(parts);
  if (different.length > 0) return different;
  const problems = [...contradictions(parts), ...missing(parts)];
  return problems.length > 0 ? problems : claimedTwice(parts);
}

/** Each against the first. */
function differences([first, ...others]: readonly Part[]): readonly Diagnostic[] {
  if (first === undefined) return [];
  return others.flatMap((other) => {
    const names = { one: first.name, other: other.name };
    if (other.manifest.handpress !== first.manifest.handpress) {
      const facts = { what: 'version', ...names } as const;
      return diagnostic('parts-differ', {
        ...facts,
        values: [first.manifest.handpress, other.manifest.handpress],
      });
    }
    if (other.shard.count !== first.shard.count) {
      const values = [shardName(first.shard), shardName(other.shard)] as const;
      return diagnostic('parts-differ', { what: 'count', ...names, values });
    }
    if (other.division !== first.division) return diagnostic('parts-differ', { what: 'division', ...names });
    return [];
  });
}

/** A machine that was started twice has made the same twice. */
function contradictions(parts: readonly Part[]): readonly Diagnostic[] {
  const seen = new Map<number, Part>();
  return parts.flatMap((part) => {
    const other = seen.get(part.shard.index) ?? part;
    seen.set(part.shard.index, other);
    if (JSON.stringify(other.manifest) === JSON.stringify(part.manifest)) return [];
    return diagnostic('part-twice', { shard: shardName(part.shard), one: other.name, other: part.name });
  });
}

function missing(parts: readonly Part[]): readonly Diagnostic[] {
  const count = parts[0]?.shard.count ?? 0;
  const there = new Set(parts.map(({ shard }) => shard.index));
  const absent = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !there.has(index));
  if (absent.length === 0) return [];
  return [diagnostic('parts-incomplete', { missing: absent.map((index) => shardName({ index, count })) })];
}

/** One machine does not see what the others make: only here can two publications be seen to have one name. */
function claimedTwice(parts: readonly Part[]): readonly Diagnostic[] {
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

/** Publications → the parts of several machines, alike wherever it is worked out. */
import { createHash } from 'node:crypto';
import type { Shard } from '../../core/shard.ts';
import type { Target } from '../../read/read-publication.ts';
import type { Manifest, ManifestPublication } from '../manifest/manifest.ts';

export interface Division {
  readonly targets: readonly Target[];
  /** SHA-256, hexadecimal: which publication is in which part. Parts of one build have the same. */
  readonly digest: string;
}

/** What a file costs beside its pages, in pages: starting a document, packing, reading fonts. */
const PAGES_PER_FILE = 4;
/** Bytes that cost as much as a page: pictures have to be read, drawn and packed. */
const BYTES_PER_PAGE = 50_000;

/**
 * The dearest first, each to the part that has least to do. By what the last whole build has made, where it says something;
 * a publication of which nothing is known costs as much as half of the others do.
 * @param last the manifest of the last build
 */
export function divide(targets: readonly Target[], { index, count }: Shard, last: Manifest): Division {
  const costOf = costs(targets, last);
  const dearest = [...targets].sort((one, other) => costOf(other) - costOf(one) || byName(one, other));
  const loads = new Array<number>(count).fill(0);
  const parts = new Map<Target, number>();
  for (const target of dearest) {
    const part = loads.indexOf(Math.min(...loads));
    loads[part] = (loads[part] ?? 0) + costOf(target);
    parts.set(target, part);
  }
  const list = [...parts].map(([{ id, file }, part]) => JSON.stringify([id, file, part])).sort();
  const digest = createHash('sha256')
    .update(JSON.stringify([count, list]))
    .digest('hex');
  return { targets: targets.filter((target) => parts.get(target) === index - 1), digest };
}

/** One part of a former build says nothing of the others: costs that not all machines know would divide the work differently. */
function costs(targets: readonly Target[], last: Manifest): (target: Target) => number {
  const publications = last.shard === undefined ? last.publications : [];
  const known = new Map(publications.map((publication) => [publication.id, costOf(publication)]));
  const found = targets.flatMap(({ id }) => known.get(id) ?? []).sort((one, other) => one - other);
  const median = found[Math.floor((found.length - 1) / 2)] ?? 1;
  return ({ id }) => known.get(id) ?? median;
}

/** In pages; whole numbers, which every machine adds up alike. */
function costOf({ files }: ManifestPublication): number {
  const sum = (number: (file: (typeof files)[number]) => number): number =>
    files.reduce((total, file) => total + number(file), 0);
  const pages = sum(({ pages = 0 }) => pages);
  return files.length * PAGES_PER_FILE + pages + Math.ceil(sum(({ size }) => size) / BYTES_PER_PAGE);
}

function byName(one: Target, other: Target): number {
  if (one.id !== other.id) return one.id < other.id ? -1 : 1;
  return one.file < other.file ? -1 : 1;
}

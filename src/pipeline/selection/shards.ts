/** Divides publications among machines. Every machine computes the same division. */
import type { Shard } from '../../core/shard.ts';
import type { PublicationRef } from '../../read/read-publication.ts';
import { computeDigest } from '../../runtime/cache/digest.ts';
import type { Manifest, ManifestPublication } from '../manifest/manifest.ts';

/** The part of one machine. */
export interface Division {
  readonly targets: readonly PublicationRef[];
  /** SHA-256 of the list of publications in each part, hexadecimal. Equal for all parts of one build. */
  readonly digest: string;
}

/** The cost of a file without its pages, in pages: starting a document, packing, reading fonts. */
const PAGES_PER_FILE = 4;
/** Bytes that cost as much as a page, because images have to be read, drawn and packed. */
const BYTES_PER_PAGE = 50_000;

/**
 * Divides publications: the most expensive first, each to the part with the lowest cost so far. Costs are estimated from
 * the last complete build. A publication without an estimate gets the median of the others.
 * @param last the manifest of the last build
 */
export function divideTargets(
  targets: readonly PublicationRef[],
  { index, count }: Shard,
  last: Manifest,
): Division {
  const estimateCost = openCostEstimate(targets, last);
  const dearest = [...targets].sort(
    (one, other) => estimateCost(other) - estimateCost(one) || compareNames(one, other),
  );
  const loads = new Array<number>(count).fill(0);
  const parts = new Map<PublicationRef, number>();
  for (const target of dearest) {
    const part = loads.indexOf(Math.min(...loads));
    loads[part] = (loads[part] ?? 0) + estimateCost(target);
    parts.set(target, part);
  }
  const list = [...parts].map(([{ id, file }, part]) => JSON.stringify([id, file, part])).sort();
  const digest = computeDigest(JSON.stringify([count, list]));
  return { targets: targets.filter((target) => parts.get(target) === index - 1), digest };
}

/** Ignores the manifest of a part, because costs that not all machines know would divide the work differently. */
function openCostEstimate(
  targets: readonly PublicationRef[],
  last: Manifest,
): (target: PublicationRef) => number {
  const publications = last.shard === undefined ? last.publications : [];
  const known = new Map(publications.map((publication) => [publication.id, costOf(publication)]));
  const found = targets.flatMap(({ id }) => known.get(id) ?? []).sort((one, other) => one - other);
  const median = found[Math.floor((found.length - 1) / 2)] ?? 1;
  return ({ id }) => known.get(id) ?? median;
}

/** Returns the cost of a publication in pages. It is a whole number, because sums of these are exact on every machine. */
function costOf({ files }: ManifestPublication): number {
  const sum = (number: (file: (typeof files)[number]) => number): number =>
    files.reduce((total, file) => total + number(file), 0);
  const pages = sum(({ pages = 0 }) => pages);
  return files.length * PAGES_PER_FILE + pages + Math.ceil(sum(({ size }) => size) / BYTES_PER_PAGE);
}

function compareNames(one: PublicationRef, other: PublicationRef): number {
  if (one.id !== other.id) return one.id < other.id ? -1 : 1;
  return one.file < other.file ? -1 : 1;
}

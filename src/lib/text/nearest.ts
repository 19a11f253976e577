/** Suggests the known name that the author of an unknown name probably meant. */
import { distance } from 'fastest-levenshtein';

/** Known names, or a map by name. Pass the same object each time: results are cached for it. */
type Known = readonly string[] | ReadonlySet<string> | ReadonlyMap<string, unknown>;

/** Up to this number of names, results are neither cached nor limited. */
const FEW_NAMES = 100;
/**
 * Greatest number of comparisons with one collection, because thousands of unknown names among thousands take
 * minutes.
 */
const MAX_COMPARISONS = 200_000;

interface Search {
  readonly found: Map<string, string | undefined>;
  comparisonsLeft: number;
}

const searches = new WeakMap<Known, Search>();

/**
 * Returns the known name with the smallest edit distance, which is at most a third of its letters, but at
 * least one. Returns `undefined` if no name is that near, or after {@link MAX_COMPARISONS}.
 */
function findNearestName(name: string, known: Known): string | undefined {
  const cached = searches.get(known) ?? { found: new Map(), comparisonsLeft: MAX_COMPARISONS };
  if (cached.found.has(name)) return cached.found.get(name);
  const names = Array.isArray(known) ? known : [...(known as ReadonlySet<string>).keys()];
  if (names.length <= FEW_NAMES) return findNearest(name, names, { comparisonsLeft: names.length });
  searches.set(known, cached);
  cached.found.set(name, findNearest(name, names, cached));
  return cached.found.get(name);
}

function findNearest(
  name: string,
  known: readonly string[],
  budget: Pick<Search, 'comparisonsLeft'>,
): string | undefined {
  const lowerCase = name.toLowerCase();
  let best: { name: string; edits: number } | undefined;
  for (const candidate of known) {
    const limit = Math.max(1, Math.ceil(candidate.length / 3));
    if (Math.abs(candidate.length - name.length) > limit) continue;
    if (budget.comparisonsLeft === 0) return undefined;
    budget.comparisonsLeft -= 1;
    const edits = distance(lowerCase, candidate.toLowerCase());
    if (edits <= limit && (!best || edits < best.edits)) best = { name: candidate, edits };
  }
  return best?.name;
}

/** Returns the nearest known name as a property to spread into a diagnostic's facts. */
export function suggestName(name: string, known: Known): { near?: string } {
  const found = findNearestName(name, known);
  return found === undefined ? {} : { near: found };
}

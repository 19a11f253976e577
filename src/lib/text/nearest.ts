/** The known name that somebody probably meant. */
import { distance } from 'fastest-levenshtein';

/** Names, or what is kept by names. The same one is to be given each time that the same names are meant. */
type Known = readonly string[] | ReadonlySet<string> | ReadonlyMap<string, unknown>;

/** Fewer names are compared however often they are asked for. */
const FEW = 100;
/** Comparisons with one collection of many names: thousands of unknown names among thousands take minutes. */
const MOST_COMPARISONS = 200_000;

interface Search {
  readonly found: Map<string, string | undefined>;
  comparisonsLeft: number;
}

const searches = new WeakMap<Known, Search>();

/**
 * @returns the known name with the fewest edits, where they are at most a third of its letters (one at least); `undefined`
 * where nothing is that near, or where too much has been looked for already
 */
function nearestName(name: string, known: Known): string | undefined {
  const searched = searches.get(known) ?? { found: new Map(), comparisonsLeft: MOST_COMPARISONS };
  if (searched.found.has(name)) return searched.found.get(name);
  const names = Array.isArray(known) ? known : [...(known as ReadonlySet<string>).keys()];
  if (names.length <= FEW) return search(name, names, { comparisonsLeft: names.length });
  searches.set(known, searched);
  searched.found.set(name, search(name, names, searched));
  return searched.found.get(name);
}

function search(
  name: string,
  known: readonly string[],
  left: Pick<Search, 'comparisonsLeft'>,
): string | undefined {
  const wanted = name.toLowerCase();
  let best: { name: string; edits: number } | undefined;
  for (const candidate of known) {
    const most = Math.max(1, Math.ceil(candidate.length / 3));
    if (Math.abs(candidate.length - name.length) > most) continue;
    if (left.comparisonsLeft === 0) return undefined;
    left.comparisonsLeft -= 1;
    const edits = distance(wanted, candidate.toLowerCase());
    if (edits <= most && (!best || edits < best.edits)) best = { name: candidate, edits };
  }
  return best?.name;
}

/** {@link nearestName} as a property to spread into a diagnostic's facts. */
export function near(name: string, known: Known): { near?: string } {
  const found = nearestName(name, known);
  return found === undefined ? {} : { near: found };
}

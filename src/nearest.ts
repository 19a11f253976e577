/** The known name that somebody probably meant. */
import { distance } from 'fastest-levenshtein';

/**
 * @returns the known name with the fewest edits, where they are at most a third of its letters (one at least);
 * `undefined` where nothing is that near
 */
function nearestName(name: string, known: Iterable<string>): string | undefined {
  let best: { name: string; edits: number } | undefined;
  for (const candidate of known) {
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    if (edits <= Math.max(1, Math.ceil(candidate.length / 3)) && (!best || edits < best.edits)) {
      best = { name: candidate, edits };
    }
  }
  return best?.name;
}

/** {@link nearestName} as a property to spread into a diagnostic's facts. */
export function near(name: string, known: Iterable<string>): { near?: string } {
  const found = nearestName(name, known);
  return found === undefined ? {} : { near: found };
}

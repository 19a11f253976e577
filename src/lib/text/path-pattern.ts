/**
 * Matches paths with patterns: `*` and `?` match in a name, `**` matches any folders, and every other
 * character matches itself. The time is at most proportional to path length times pattern length. Glob
 * libraries create regular expressions, in which some patterns take exponential time.
 */

/** Returns whether a path with `/` as separator matches. The pattern `**` matches every path. */
export function matchesPattern(path: string, pattern: string): boolean {
  return matches(pattern.split('/'), path.split('/'), { wildcard: '**', fits: matchesSegment });
}

const matchesSegment = (pattern: string, name: string): boolean =>
  matches([...pattern], [...name], {
    wildcard: '*',
    fits: (sign, letter) => sign === '?' || sign === letter,
  });

interface MatchRules {
  /** The pattern part that matches any number of parts, also none. */
  readonly wildcard: string;
  fits(pattern: string, part: string): boolean;
}

function matches(
  pattern: readonly string[],
  parts: readonly string[],
  { wildcard: any, fits }: MatchRules,
): boolean {
  let [at, index] = [0, 0];
  // Only the last wildcard may have to match more: everything before it matches already, and as early as
  // possible.
  let last: { readonly at: number; readonly index: number } | undefined;
  while (index < parts.length) {
    const sign = pattern[at];
    if (sign === any) {
      last = { at, index };
      at += 1;
    } else if (sign !== undefined && fits(sign, parts[index] ?? '')) {
      at += 1;
      index += 1;
    } else if (last !== undefined) {
      last = { at: last.at, index: last.index + 1 };
      [at, index] = [last.at + 1, last.index];
    } else return false;
  }
  return pattern.slice(at).every((sign) => sign === any);
}

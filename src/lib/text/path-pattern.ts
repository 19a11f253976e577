/**
 * Patterns of paths: `*` and `?` in a name, `**` for any folders, everything else for itself. Matching takes at most as
 * long as path times pattern; the libraries for it make regular expressions, which some patterns keep busy for ever.
 */

/** Paths with `/`; `**` alone matches every path. */
export function matchesPattern(path: string, pattern: string): boolean {
  return matches(pattern.split('/'), path.split('/'), { any: '**', fits: matchesName });
}

const matchesName = (pattern: string, name: string): boolean =>
  matches([...pattern], [...name], { any: '*', fits: (sign, letter) => sign === '?' || sign === letter });

interface Rules {
  /** What stands for any number of parts, none among them. */
  readonly any: string;
  fits(pattern: string, part: string): boolean;
}

function matches(pattern: readonly string[], parts: readonly string[], { any, fits }: Rules): boolean {
  let [at, index] = [0, 0];
  // Only the last `any` has ever to take more: what stands before it matches already, and as early as it can.
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

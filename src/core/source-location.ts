/** Converts offsets in a text into lines and columns. */

/** A location in a file. Lines and columns start at 1, as in editors. */
export interface SourceLocation {
  /** Relative to the root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A text file before parsing. */
export interface SourceFile {
  /** Path relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The pieces of a text that includes other files, in their order; absent if all of it is in the file itself. */
  readonly origins?: readonly Origin[];
  /** The paths of included files whose links and images are relative to them, not to this file. */
  readonly withOwnLinks?: ReadonlySet<string>;
  /** Names of the features of other programs' Markdown that are not read in it. */
  readonly featuresOff?: ReadonlySet<string>;
  /** The values of the variables in it, by kind and name, such as `var clinic.phone`; absent if no one has looked. */
  readonly values?: ReadonlyMap<string, FoundValue>;
  /** Whether words in a line are shown, by their attributes as they are written; those without conditions are not here. */
  readonly conditions?: ReadonlyMap<string, boolean>;
  /** Whether it is a chapter of other editions only, by its front matter. */
  readonly isLeftOut?: true;
}

/** The value of a variable: a text, or why it has none. */
export type FoundValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing'; readonly near?: string }
  /** Its value contains itself, over the variables named here. */
  | { readonly kind: 'circular'; readonly path: readonly string[] };

/** Where a piece of a text comes from. */
export interface Origin {
  /** Where the piece begins in the text, in UTF-16 code units. */
  readonly start: number;
  /** The file that contains the piece. It includes nothing itself. */
  readonly source: SourceFile;
  /** Where the piece begins in that file. */
  readonly offset: number;
  /** Whether the piece is written in no file, and belongs to that one place as a whole. */
  readonly isGenerated?: true;
}

/** A point in a syntax tree: in the text that was parsed, with what it includes. */
export interface SourcePoint {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Offsets of the line starts, so that each source is scanned once. */
const lineStartsCache = new WeakMap<SourceFile, readonly number[]>();

/**
 * Returns the location of an offset, in the file that contains it.
 * @param offset in UTF-16 code units, from 0
 */
export function locationAt(source: SourceFile, offset: number): SourceLocation {
  const origin = source.origins && findOrigin(source.origins, offset);
  if (origin) {
    return locationAt(origin.source, origin.offset + (origin.isGenerated ? 0 : offset - origin.start));
  }
  const { line, column } = pointAt(source, offset);
  return { file: source.path, line, column };
}

const findOrigin = (origins: readonly Origin[], offset: number): Origin | undefined =>
  origins[findLast(origins, ({ start }) => start <= offset)];

/** Returns the point of an offset in the text that was parsed, for the position of a node. */
export function pointAt(source: SourceFile, offset: number): SourcePoint {
  const starts = lineStartsOf(source);
  const line = findLast(starts, (start) => start <= offset);
  return { line: line + 1, column: offset - (starts[line] ?? 0) + 1, offset };
}

/** Returns whether a point is the one that {@link pointAt} returns for its offset. */
export function isPointOf(source: SourceFile, { line, column, offset }: SourcePoint): boolean {
  const starts = lineStartsOf(source);
  return starts[line - 1] === offset - column + 1 && column > 0 && offset < (starts[line] ?? Infinity);
}

/** Finds the index of the last item that a condition holds for, as it holds for all before it: 0 at least. */
export function findLast<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let [found, after] = [0, items.length];
  while (after - found > 1) {
    const middle = (found + after) >> 1;
    if (holds(items[middle] as T)) found = middle;
    else after = middle;
  }
  return found;
}

function lineStartsOf(source: SourceFile): readonly number[] {
  const known = lineStartsCache.get(source);
  if (known !== undefined) return known;
  const starts = [0];
  for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  lineStartsCache.set(source, starts);
  return starts;
}

/**
 * Returns the start of a Markdown or HTML node, in the file that contains it; the start of the file if the node has no
 * position.
 */
export function locationOf(
  source: SourceFile,
  node: { position?: { start: { line: number; column: number } } | undefined } | undefined,
): SourceLocation {
  const { line, column } = node?.position?.start ?? { line: 1, column: 1 };
  if (source.origins === undefined || node?.position === undefined)
    return { file: source.path, line, column };
  return locationAt(source, (lineStartsOf(source)[line - 1] ?? 0) + column - 1);
}

/** Returns the start of a file, for what has no place in it. */
export const startOfFile = (file: string): SourceLocation => ({ file, line: 1, column: 1 });

/** Returns the start of a line of the text, in the file that contains it. */
export const startOfLine = (source: SourceFile, line: number): SourceLocation =>
  locationOf(source, { position: { start: { line, column: 1 } } });

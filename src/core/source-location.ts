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
}

/** Offsets of the line starts, so that each source is scanned once. */
const lineStartsCache = new WeakMap<SourceFile, readonly number[]>();

/**
 * Returns the location of an offset.
 * @param offset in UTF-16 code units, from 0
 */
export function locationAt(source: SourceFile, offset: number): SourceLocation {
  const starts = lineStartsCache.get(source) ?? findLineStarts(source);
  let [line, after] = [0, starts.length];
  while (after - line > 1) {
    const middle = (line + after) >> 1;
    if ((starts[middle] ?? 0) <= offset) line = middle;
    else after = middle;
  }
  return { file: source.path, line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
}

function findLineStarts(source: SourceFile): readonly number[] {
  const starts = [0];
  for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  lineStartsCache.set(source, starts);
  return starts;
}

/** Returns the start of a Markdown or HTML node; the start of the file if the node has no position. */
export function locationOf(
  source: Pick<SourceFile, 'path'>,
  node: { position?: { start: { line: number; column: number } } | undefined } | undefined,
): SourceLocation {
  const start = node?.position?.start;
  return { file: source.path, line: start?.line ?? 1, column: start?.column ?? 1 };
}

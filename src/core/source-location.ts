/** From an offset in a text to the line and column an editor shows. */

/** A place in a file. Lines and columns are 1-based, as editors show them. */
export interface Place {
  /** Relative to the root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A text file as read, not yet understood. */
export interface Source {
  /** Path relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Where the lines of a text begin; counted once for each source. */
const lineStarts = new WeakMap<Source, readonly number[]>();

/** @param offset in UTF-16 code units, from 0 */
export function placeAt(source: Source, offset: number): Place {
  const starts = lineStarts.get(source) ?? countLines(source);
  let [line, after] = [0, starts.length];
  while (after - line > 1) {
    const middle = (line + after) >> 1;
    if ((starts[middle] ?? 0) <= offset) line = middle;
    else after = middle;
  }
  return { file: source.path, line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
}

function countLines(source: Source): readonly number[] {
  const starts = [0];
  for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  lineStarts.set(source, starts);
  return starts;
}

/** The place where a node of a Markdown or HTML tree begins; the file's first character when nobody knows. */
export function placeOf(
  source: Pick<Source, 'path'>,
  node: { position?: { start: { line: number; column: number } } | undefined } | undefined,
): Place {
  const start = node?.position?.start;
  return { file: source.path, line: start?.line ?? 1, column: start?.column ?? 1 };
}

/** From an offset in a text to the line and column an editor shows. */
import type { Place } from './diagnostic.ts';
import type { Source } from './model.ts';

/** @param offset in UTF-16 code units, from 0 */
export function placeAt(source: Source, offset: number): Place {
  const before = source.text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { file: source.path, line: before.split('\n').length, column: offset - lastBreak };
}

/** The place where a node of a Markdown or HTML tree begins; the file's first character when nobody knows. */
export function placeOf(
  source: Pick<Source, 'path'>,
  node: { position?: { start: { line: number; column: number } } | undefined } | undefined,
): Place {
  const start = node?.position?.start;
  return { file: source.path, line: start?.line ?? 1, column: start?.column ?? 1 };
}

/** Maps offsets in raw HTML to offsets in the file, whose lines have indentation and the marks of containers. */
import type { Html } from 'mdast';
import { findLast, type SourceFile } from './source-location.ts';

/**
 * Returns a function that maps an offset in the node's text to an offset in the file. The lines of the text
 * have no indentation and no container markers.
 */
export function createOffsetMap(
  { value, position }: Pick<Html, 'value' | 'position'>,
  { text }: SourceFile,
): (offset: number) => number {
  const start = position?.start.offset ?? 0;
  const written = text.slice(start, position?.end.offset ?? start).split('\n');
  const lines: { readonly start: number; readonly file: number }[] = [];
  let [inValue, inFile] = [0, start];
  for (const [index, line] of value.split('\n').entries()) {
    const whole = written[index]?.length ?? line.length;
    lines.push({ start: inValue, file: inFile + Math.max(0, whole - line.length) });
    inValue += line.length + 1;
    inFile += whole + 1;
  }
  return (offset) => {
    const line = lines[findLast(lines, (each) => each.start <= offset)];
    return line ? line.file + offset - line.start : start;
  };
}

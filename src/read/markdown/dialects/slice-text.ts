/** Cuts a part out of a text, with the positions that it has in the file. */
import type { Text } from 'mdast';
import type { SourceFile } from '../../../core/source-location.ts';
import { locationAt } from '../../../core/source-location.ts';
import { mapToSource } from '../../source/source-offsets.ts';

/** Returns the characters from an index up to another one, without it. */
export function sliceText(text: Text, from: number, to: number, source: SourceFile): Text {
  const { position, value } = text;
  const part: Text = { ...text, value: value.slice(from, to) };
  if (position === undefined) return part;
  const offsets = mapToSource(text, source.text);
  const locate = (index: number): typeof position.start => {
    const offset = offsets.offset(index);
    const { line, column } = locationAt(source, offset);
    return { line, column, offset };
  };
  const start = from === 0 ? position.start : locate(from);
  return { ...part, position: { ...position, start, end: to >= value.length ? position.end : locate(to) } };
}

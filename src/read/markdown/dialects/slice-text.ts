/** Cuts a part out of a text, with the positions that it has in the file. */
import type { Text } from 'mdast';
import type { SourceFile } from '../../../core/source-location.ts';
import { pointAt } from '../../../core/source-location.ts';
import { mapToSource, type SourceOffsets } from '../../../lib/text/source-offsets.ts';

/** Remembers the offsets of a text, so that a thousand parts of it cost one pass. */
const known = new WeakMap<Text, SourceOffsets>();

/** Returns the offsets of a text in its file. */
export function offsetsOf(text: Text, source: SourceFile): SourceOffsets {
  const offsets = known.get(text) ?? mapToSource(text, source.text);
  known.set(text, offsets);
  return offsets;
}

/** Returns the characters from an index up to another one, without it. */
export function sliceText(text: Text, from: number, to: number, source: SourceFile): Text {
  const { position, value } = text;
  const part: Text = { ...text, value: value.slice(from, to) };
  if (position === undefined) return part;
  const offsets = offsetsOf(text, source);
  const locate = (index: number): typeof position.start => pointAt(source, offsets.offset(index));
  const start = from === 0 ? position.start : locate(from);
  return { ...part, position: { ...position, start, end: to >= value.length ? position.end : locate(to) } };
}

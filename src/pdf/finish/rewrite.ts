/** One content written anew: other marks at its sequences, and its text in fewer operators. */
import type { Advances } from './advances.ts';
import { ByteWriter } from './byte-writer.ts';
import { GlyphRuns } from './glyph-runs.ts';

/** All that it takes, so that it can be handed to another thread. Offsets are those of the bytes. */
export interface Rewriting {
  readonly bytes: Uint8Array;
  /** Where each text begins and ends, in turns, that can be written in fewer operators. */
  readonly texts: Uint32Array;
  /** Where each stretch begins and ends, in turns, in whose place something else stands. None of them is within a text. */
  readonly edits: Uint32Array;
  /** What stands there. */
  readonly instead: readonly string[];
  /** Which of all fonts are those of the content, by their names in it. */
  readonly fonts: ReadonlyMap<string, number>;
}

/** @param fonts all of the file; `undefined`: text in it is left as it is */
export function rewrite(rewriting: Rewriting, fonts: readonly (Advances | undefined)[]): Uint8Array {
  const { buffer, byteOffset, byteLength } = rewriting.bytes;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  const out = new ByteWriter(bytes.length);
  const runs = new GlyphRuns({ bytes, advances: (font) => fonts[rewriting.fonts.get(font) ?? -1] }, out);
  const { texts, edits, instead } = rewriting;
  let [at, text] = [0, 0];
  const write = (end: number): void => {
    for (; (texts[text + 1] ?? Number.POSITIVE_INFINITY) <= end; text += 2) {
      const [start = 0, stop = 0] = texts.subarray(text, text + 2);
      out.copy(bytes, at, start);
      runs.write(start, stop);
      at = stop;
    }
    out.copy(bytes, at, end);
    at = end;
  };
  for (const [index, words] of instead.entries()) {
    write(edits[index * 2] ?? 0);
    out.text(words);
    at = edits[index * 2 + 1] ?? at;
  }
  write(bytes.length);
  return out.written();
}

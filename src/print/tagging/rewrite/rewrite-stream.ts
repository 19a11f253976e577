/** One content written anew: other marks at its sequences, and its text in fewer operators. */

import { deflatedNow } from '../../../lib/pdf/deflate.ts';
import { textsIn } from '../../printed/content-text.ts';
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

/** A font of the file. */
export interface RewritingFont {
  /** `undefined`: text in it is left as it is. */
  readonly advances: Advances | undefined;
  /** What its glyphs stand for, one after the other by their codes, with U+0000 between them. Only where it is asked for. */
  readonly glyphs?: string;
}

/** What all contents of a file have in common. */
export interface Manner {
  readonly fonts: readonly RewritingFont[];
  /** Bytes of all contents, about. */
  readonly whole: number;
  /** Whether it is asked what they say. */
  readonly asksText: boolean;
}

export interface Rewritten {
  /** Deflated. */
  readonly data: Uint8Array;
  /** What its marked content says, by the new numbers. */
  readonly texts?: ReadonlyMap<number, string>;
}

/** @throws {Error} when the content has something in it that is not known here */
export function rewritten(rewriting: Rewriting, { fonts, whole, asksText }: Manner): Rewritten {
  const bytes = rewrite(rewriting, fonts);
  const data = deflatedNow(bytes, whole);
  return asksText ? { data, texts: textsOf(bytes, rewriting, fonts) } : { data };
}

function textsOf(bytes: Buffer, { fonts: names }: Rewriting, fonts: readonly RewritingFont[]) {
  const signs = new Map<string, readonly string[]>();
  for (const [name, number] of names) signs.set(name, signsOf(fonts[number]));
  return textsIn(bytes.toString('latin1'), (font, code) => signs.get(font)?.[code] ?? '');
}

const known = new WeakMap<RewritingFont, readonly string[]>();

/** By the codes of the glyphs; taken apart once, for a font has hundreds and a book hundreds of contents. */
function signsOf(font: RewritingFont | undefined): readonly string[] {
  if (font?.glyphs === undefined) return [];
  const signs = known.get(font) ?? font.glyphs.split('\0');
  known.set(font, signs);
  return signs;
}

/** @param fonts all of the file */
export function rewrite(rewriting: Rewriting, fonts: readonly RewritingFont[]): Buffer {
  const { buffer, byteOffset, byteLength } = rewriting.bytes;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  const out = new ByteWriter(bytes.length);
  const runs = new GlyphRuns(
    { bytes, advances: (font) => fonts[rewriting.fonts.get(font) ?? -1]?.advances },
    out,
  );
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

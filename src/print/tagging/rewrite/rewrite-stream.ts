/**
 * Rewrites one content stream: replaces its marked-content operators, and writes its text with fewer
 * operators.
 */

import { deflateBytesSync } from '../../../lib/pdf/deflate.ts';
import { extractMarkedTexts } from '../../printed/content-text.ts';
import type { Advances } from './advances.ts';
import { ByteWriter } from './byte-writer.ts';
import { GlyphRuns } from './glyph-runs.ts';

/**
 * The input for one content stream, as plain data that can be sent to another thread. Offsets are in bytes.
 */
export interface RewriteJob {
  readonly bytes: Uint8Array;
  /** Start and end, in turn, of each text object that can be written with fewer operators. */
  readonly texts: Uint32Array;
  /** Start and end, in turn, of each range that is replaced. No range lies within a text object. */
  readonly edits: Uint32Array;
  /** The text that replaces each range, in Latin-1. */
  readonly replacements: readonly string[];
  /** Index in {@link RewriteOptions.fonts} of each font, by its resource name. */
  readonly fonts: ReadonlyMap<string, number>;
}

/** What job needs of a font. */
export interface RewriteFont {
  /** `undefined`: text in this font stays as it is. */
  readonly advances: Advances | undefined;
  /**
   * The characters of each glyph, in the order of the glyph codes, separated by U+0000. Only if text is
   * extracted.
   */
  readonly glyphs?: string;
}

/** The settings that all content streams of a file share. */
export interface RewriteOptions {
  readonly fonts: readonly RewriteFont[];
  /** Bytes of all content streams of the file, approximately: the compression level depends on it. */
  readonly totalBytes: number;
  /** Whether the text of the streams is returned, too. */
  readonly extractsText: boolean;
}

export interface RewriteResult {
  /** The rewritten stream, deflated. */
  readonly data: Uint8Array;
  /** Number of its bytes before it was deflated. */
  readonly length: number;
  /** The text of its marked content, by the new MCIDs. */
  readonly texts?: ReadonlyMap<number, string>;
}

/**
 * Rewrites and compresses a content stream.
 * @throws {UnsupportedPdfError} when its text is not as Skia writes it
 */
export function rewriteAndDeflate(
  job: RewriteJob,
  { fonts, totalBytes, extractsText }: RewriteOptions,
): RewriteResult {
  const bytes = rewriteContent(job, fonts);
  const data = deflateBytesSync(bytes, totalBytes);
  const { length } = bytes;
  return { data, length, ...(extractsText && { texts: extractTexts(bytes, job, fonts) }) };
}

function extractTexts(bytes: Buffer, { fonts: indexes }: RewriteJob, fonts: readonly RewriteFont[]) {
  const glyphTexts = new Map<string, readonly string[]>();
  for (const [name, number] of indexes) glyphTexts.set(name, getGlyphTexts(fonts[number]));
  return extractMarkedTexts(bytes.toString('latin1'), (font, code) => glyphTexts.get(font)?.[code] ?? '');
}

const glyphTextsCache = new WeakMap<RewriteFont, readonly string[]>();

/**
 * Returns the characters of a font's glyphs by glyph code. Split once per font, because a book has hundreds
 * of streams.
 */
function getGlyphTexts(font: RewriteFont | undefined): readonly string[] {
  if (font?.glyphs === undefined) return [];
  const glyphTexts = glyphTextsCache.get(font) ?? font.glyphs.split('\0');
  glyphTextsCache.set(font, glyphTexts);
  return glyphTexts;
}

/** Rewrites a content stream, without compressing it. @param fonts all of the file */
export function rewriteContent(job: RewriteJob, fonts: readonly RewriteFont[]): Buffer {
  const { buffer, byteOffset, byteLength } = job.bytes;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  const out = new ByteWriter(bytes.length);
  const runs = new GlyphRuns({ bytes, advances: (font) => fonts[job.fonts.get(font) ?? -1]?.advances }, out);
  const { texts, edits, replacements } = job;
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
  for (const [index, replacement] of replacements.entries()) {
    write(edits[index * 2] ?? 0);
    out.text(replacement);
    at = edits[index * 2 + 1] ?? at;
  }
  write(bytes.length);
  return out.result();
}

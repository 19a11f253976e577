/** Fonts for tests: small files with a table directory, and a real one in several formats. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeWoff } from '../../src/lib/opentype/woff.ts';
import { REPOSITORY } from './context.ts';

/** Reads a file of a font that is installed with Handpress. */
export const fontFile = (name: string): Uint8Array =>
  readFileSync(join(REPOSITORY, 'node_modules/@fontsource/source-serif-4/files', name));

/** A real font, as TrueType. */
export const trueTypeFont = (): Uint8Array => decodeWoff(fontFile('source-serif-4-latin-400-normal.woff'));

/** Returns a copy of a font with other embedding bits (`fsType`). */
export function withEmbedding(font: Uint8Array, embedding: number): Uint8Array {
  const copy = Uint8Array.from(font);
  const view = new DataView(copy.buffer);
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const entry = 12 + index * 16;
    if (Buffer.from(copy.subarray(entry, entry + 4)).toString('latin1') !== 'OS/2') continue;
    view.setUint16(view.getUint32(entry + 8) + 8, embedding);
  }
  return copy;
}

/** Returns a font file that has empty tables with these tags, and no glyphs. */
export function emptyFont(signature: string, tags: readonly string[]): Uint8Array {
  const bytes = Buffer.alloc(12 + tags.length * 16 + 96);
  bytes.write(signature, 'latin1');
  bytes.writeUInt16BE(tags.length, 4);
  for (const [index, tag] of tags.entries()) {
    bytes.write(tag, 12 + index * 16, 'latin1');
    bytes.writeUInt32BE(12 + tags.length * 16, 20 + index * 16);
    bytes.writeUInt32BE(96, 24 + index * 16);
  }
  return bytes;
}

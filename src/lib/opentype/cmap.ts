/**
 * Reads the characters of a font from the font itself, because the ranges in a font package's CSS can be
 * wrong. Only the table `cmap` of a WOFF file (https://www.w3.org/TR/WOFF/) is decompressed. Loading a font
 * library alone would take a hundred times as long.
 */
import { inflateSync } from 'node:zlib';

const WOFF = { signature: 'wOFF', header: 44, entry: 20, tables: 12, flavor: 4 };

/**
 * The reason why a font cannot be used. Chromium embeds variable and CFF fonts as Type 3 fonts, which are
 * many times as large.
 */
export type FontFault = 'variable' | 'cff' | 'damaged';

export interface FontFile {
  /** Code points. */
  readonly characters: ReadonlySet<number>;
}

/** Reads a font. @param bytes of a WOFF file, version 1 */
export function readFont(bytes: Uint8Array): FontFile | FontFault {
  try {
    const file = toView(bytes);
    if (readTag(file, 0) !== WOFF.signature) return 'damaged';
    if (readTag(file, WOFF.flavor) === 'OTTO') return 'cff';
    const tables = readTables(file);
    if (tables.has('fvar')) return 'variable';
    const cmap = tables.get('cmap');
    return cmap === undefined ? 'damaged' : { characters: readCharacters(decompress(file, cmap)) };
  } catch {
    // An offset is outside the file, or a table cannot be decompressed.
    return 'damaged';
  }
}

interface Table {
  readonly offset: number;
  readonly compressedLength: number;
  readonly length: number;
}

const toView = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

const readTag = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));

function readTables(file: DataView): ReadonlyMap<string, Table> {
  const count = file.getUint16(WOFF.tables);
  const entries = Array.from({ length: count }, (_, index) => {
    const at = WOFF.header + index * WOFF.entry;
    const [offset, compressedLength, length] = [
      file.getUint32(at + 4),
      file.getUint32(at + 8),
      file.getUint32(at + 12),
    ];
    return [readTag(file, at), { offset, compressedLength, length }] as const;
  });
  return new Map(entries);
}

function decompress(
  { buffer, byteOffset, byteLength }: DataView,
  { offset, compressedLength, length }: Table,
): DataView {
  // The buffer can be larger than the file.
  const bytes = new Uint8Array(buffer, byteOffset, byteLength).subarray(offset, offset + compressedLength);
  return toView(compressedLength < length ? inflateSync(bytes) : bytes);
}

/** Reads the encodings of `cmap` (OpenType 1.9) in formats 4 and 12, the Unicode formats in use today. */
function readCharacters(cmap: DataView): ReadonlySet<number> {
  const characters = new Set<number>();
  const visited = new Set<number>();
  for (let index = 0; index < cmap.getUint16(2); index += 1) {
    const at = cmap.getUint32(4 + index * 8 + 4);
    if (visited.has(at)) continue;
    visited.add(at);
    const format = cmap.getUint16(at);
    if (format === 4) addFormat4(cmap, at, characters);
    if (format === 12) addFormat12(cmap, at, characters);
  }
  return characters;
}

function addFormat4(cmap: DataView, at: number, characters: Set<number>): void {
  const bytes = cmap.getUint16(at + 6);
  const [ends, starts] = [at + 14, at + 16 + bytes];
  const [deltas, offsets] = [starts + bytes, starts + bytes * 2];
  for (let segment = 0; segment < bytes; segment += 2) {
    const start = cmap.getUint16(starts + segment);
    const end = Math.min(cmap.getUint16(ends + segment), 0xfffe);
    const delta = cmap.getUint16(deltas + segment);
    const offset = cmap.getUint16(offsets + segment);
    for (let code = start; code <= end; code += 1) {
      // Glyph 0 is the missing-glyph box.
      const glyph =
        offset === 0
          ? (code + delta) % 0x10000
          : cmap.getUint16(offsets + segment + offset + 2 * (code - start));
      if (glyph !== 0) characters.add(code);
    }
  }
}

function addFormat12(cmap: DataView, at: number, characters: Set<number>): void {
  const groups = cmap.getUint32(at + 12);
  for (let group = 0; group < groups; group += 1) {
    const entry = at + 16 + group * 12;
    const [start, end, glyph] = [cmap.getUint32(entry), cmap.getUint32(entry + 4), cmap.getUint32(entry + 8)];
    for (let code = start; code <= Math.min(end, 0x10ffff); code += 1) {
      if (glyph + code - start !== 0) characters.add(code);
    }
  }
}

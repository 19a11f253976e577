/**
 * Which characters a font has, read from the font itself: what a package says of its parts is a wish. Of a WOFF file
 * (https://www.w3.org/TR/WOFF/) only the table `cmap` is unpacked. A font library takes a hundred times as long to be
 * loaded alone.
 */
import { inflateSync } from 'node:zlib';

const WOFF = { signature: 'wOFF', header: 44, entry: 20, tables: 12, flavor: 4 };

/**
 * What is the matter with a font that a page cannot be set in; both would become Type 3, many times the size.
 */
export type FontFault = 'variable' | 'cff' | 'damaged';

export interface FontFile {
  /** Code points. */
  readonly characters: ReadonlySet<number>;
}

/** @param bytes of a WOFF file, version 1 */
export function readFont(bytes: Uint8Array): FontFile | FontFault {
  try {
    const file = viewOf(bytes);
    if (tag(file, 0) !== WOFF.signature) return 'damaged';
    if (tag(file, WOFF.flavor) === 'OTTO') return 'cff';
    const tables = tablesOf(file);
    if (tables.has('fvar')) return 'variable';
    const cmap = tables.get('cmap');
    return cmap === undefined ? 'damaged' : { characters: charactersOf(unpacked(file, cmap)) };
  } catch {
    // An offset that leads out of the file, or a table that cannot be unpacked.
    return 'damaged';
  }
}

interface Table {
  readonly offset: number;
  readonly packed: number;
  readonly length: number;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

const tag = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));

function tablesOf(file: DataView): ReadonlyMap<string, Table> {
  const count = file.getUint16(WOFF.tables);
  const entries = Array.from({ length: count }, (_, index) => {
    const at = WOFF.header + index * WOFF.entry;
    const [offset, packed, length] = [
      file.getUint32(at + 4),
      file.getUint32(at + 8),
      file.getUint32(at + 12),
    ];
    return [tag(file, at), { offset, packed, length }] as const;
  });
  return new Map(entries);
}

function unpacked({ buffer, byteOffset, byteLength }: DataView, { offset, packed, length }: Table): DataView {
  // Cut from the file and not from its buffer, which may hold more.
  const bytes = new Uint8Array(buffer, byteOffset, byteLength).subarray(offset, offset + packed);
  return viewOf(packed < length ? inflateSync(bytes) : bytes);
}

/** OpenType 1.9, `cmap`: of the encodings of Unicode, formats 4 and 12 are what fonts of today have. */
function charactersOf(cmap: DataView): ReadonlySet<number> {
  const characters = new Set<number>();
  const seen = new Set<number>();
  for (let index = 0; index < cmap.getUint16(2); index += 1) {
    const at = cmap.getUint32(4 + index * 8 + 4);
    if (seen.has(at)) continue;
    seen.add(at);
    const format = cmap.getUint16(at);
    if (format === 4) addSegments(cmap, at, characters);
    if (format === 12) addGroups(cmap, at, characters);
  }
  return characters;
}

function addSegments(cmap: DataView, at: number, characters: Set<number>): void {
  const bytes = cmap.getUint16(at + 6);
  const [ends, starts] = [at + 14, at + 16 + bytes];
  const [deltas, offsets] = [starts + bytes, starts + bytes * 2];
  for (let segment = 0; segment < bytes; segment += 2) {
    const start = cmap.getUint16(starts + segment);
    const end = Math.min(cmap.getUint16(ends + segment), 0xfffe);
    const delta = cmap.getUint16(deltas + segment);
    const offset = cmap.getUint16(offsets + segment);
    for (let code = start; code <= end; code += 1) {
      // Glyph 0 is the empty box.
      const glyph =
        offset === 0
          ? (code + delta) % 0x10000
          : cmap.getUint16(offsets + segment + offset + 2 * (code - start));
      if (glyph !== 0) characters.add(code);
    }
  }
}

function addGroups(cmap: DataView, at: number, characters: Set<number>): void {
  const groups = cmap.getUint32(at + 12);
  for (let group = 0; group < groups; group += 1) {
    const entry = at + 16 + group * 12;
    const [start, end, glyph] = [cmap.getUint32(entry), cmap.getUint32(entry + 4), cmap.getUint32(entry + 8)];
    for (let code = start; code <= Math.min(end, 0x10ffff); code += 1) {
      if (glyph + code - start !== 0) characters.add(code);
    }
  }
}

/** Reads from a font file what decides whether it can be embedded: its format, its outlines and its embedding bits. */
import { brotliDecompressSync } from 'node:zlib';
import { decodeWoff } from './woff.ts';

/** Facts about a font file. */
export interface FontFacts {
  readonly format: 'woff2' | 'woff' | 'ttf' | 'otf';
  /** `cff` for PostScript outlines. */
  readonly outlines: 'truetype' | 'cff';
  readonly isVariable: boolean;
  /** Field `fsType` of the table `OS/2` (OpenType 1.9); 0, without restrictions, if there is no such table. */
  readonly embedding: number;
}

/** Returns the facts; `undefined` if the bytes are no font of these formats, or are damaged. */
export function readFontFacts(bytes: Uint8Array): FontFacts | undefined {
  try {
    const signature = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
    if (signature === 'wOF2') return readWoff2(bytes);
    if (signature === 'wOFF') return readSfnt(decodeWoff(bytes), 'woff');
    if (signature === '\0\x01\0\0' || signature === 'true') return readSfnt(bytes, 'ttf');
    return signature === 'OTTO' ? readSfnt(bytes, 'otf') : undefined;
  } catch {
    // An offset is outside the file, or a table cannot be decompressed.
    return undefined;
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/** Sizes and offsets in bytes of a font file's header and of an entry of its table directory. */
const SFNT = { tables: 4, header: 12, entry: 16 };
/** Offset in bytes of `fsType` in the table `OS/2`. */
const FS_TYPE = 8;

function readSfnt(bytes: Uint8Array, format: FontFacts['format']): FontFacts | undefined {
  const view = viewOf(bytes);
  const tables = new Map<string, number>();
  for (let index = 0; index < view.getUint16(SFNT.tables); index += 1) {
    const entry = SFNT.header + index * SFNT.entry;
    tables.set(Buffer.from(bytes.subarray(entry, entry + 4)).toString('latin1'), view.getUint32(entry + 8));
  }
  if (!tables.has('cmap') || !tables.has('head')) return undefined;
  const os2 = tables.get('OS/2');
  return {
    format,
    outlines: tables.has('CFF ') || tables.has('CFF2') ? 'cff' : 'truetype',
    isVariable: tables.has('fvar'),
    embedding: os2 === undefined ? 0 : view.getUint16(os2 + FS_TYPE),
  };
}

/** Sizes and offsets in bytes of the WOFF2 header (https://www.w3.org/TR/WOFF2/). */
const WOFF2 = { tables: 12, compressed: 20, header: 48 };
/** Numbers of known tables in a WOFF2 directory. A number of 63 is followed by a tag. */
const KNOWN = { os2: 6, glyf: 10, loca: 11, cff: 13, fvar: 47, tag: 63 };

function readWoff2(bytes: Uint8Array): FontFacts {
  const view = viewOf(bytes);
  const directory = new Directory(bytes, WOFF2.header);
  const seen = new Set<number>();
  let [offset, os2]: [number, number | undefined] = [0, undefined];
  for (let index = 0; index < view.getUint16(WOFF2.tables); index += 1) {
    const { table, length } = directory.next();
    if (table === KNOWN.os2) os2 = offset;
    seen.add(table);
    offset += length;
  }
  const end = directory.offset + view.getUint32(WOFF2.compressed);
  const font = brotliDecompressSync(bytes.subarray(directory.offset, end), {
    maxOutputLength: MAX_FONT_BYTES,
  });
  return {
    format: 'woff2',
    outlines: seen.has(KNOWN.cff) ? 'cff' : 'truetype',
    isVariable: seen.has(KNOWN.fvar),
    embedding: os2 === undefined ? 0 : viewOf(font).getUint16(os2 + FS_TYPE),
  };
}

/** Greatest size of a decompressed font. */
const MAX_FONT_BYTES = 100_000_000;

/** Reads the table directory of a WOFF2 file. */
class Directory {
  readonly #bytes: Uint8Array;
  offset: number;

  constructor(bytes: Uint8Array, offset: number) {
    this.#bytes = bytes;
    this.offset = offset;
  }

  /** Reads an entry: the number of the table, and its length in the decompressed data. */
  next(): { readonly table: number; readonly length: number } {
    const flags = this.#byte();
    const [table, version] = [flags & KNOWN.tag, flags >> 6];
    if (table === KNOWN.tag) this.offset += 4;
    const length = this.#number();
    const isOutlines = table === KNOWN.glyf || table === KNOWN.loca;
    const isTransformed = isOutlines ? version !== 3 : version !== 0;
    return { table, length: isTransformed ? this.#number() : length };
  }

  #byte(): number {
    const byte = this.#bytes[this.offset];
    if (byte === undefined) throw new RangeError('the table directory is cut short');
    this.offset += 1;
    return byte;
  }

  /** Reads a number of type UIntBase128. */
  #number(): number {
    let value = 0;
    for (let count = 0; count < 5; count += 1) {
      const byte = this.#byte();
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
    throw new RangeError('a number of the table directory is too long');
  }
}

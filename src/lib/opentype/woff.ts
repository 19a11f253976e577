/** Converts a WOFF 1 file to the OpenType font in it. */
import { inflateSync } from 'node:zlib';

/** Sizes in bytes of the font file's header and of a table record (OpenType 1.9, “Table Directory”). */
const SFNT = { header: 12, entry: 16 };
/** Sizes and offsets in bytes of the WOFF header and of an entry of its table directory. */
const WOFF = { header: 44, entry: 20, tables: 12, flavor: 4, size: 16 };

/** Returns the font. @param woff https://www.w3.org/TR/WOFF/ */
export function decodeWoff(woff: Uint8Array): Uint8Array {
  const from = new DataView(woff.buffer, woff.byteOffset, woff.byteLength);
  const count = from.getUint16(WOFF.tables);
  const font = new Uint8Array(from.getUint32(WOFF.size));
  const to = new DataView(font.buffer);
  to.setUint32(0, from.getUint32(WOFF.flavor));
  to.setUint16(4, count);
  const power = 2 ** Math.floor(Math.log2(count));
  to.setUint16(6, power * 16);
  to.setUint16(8, Math.log2(power));
  to.setUint16(10, (count - power) * 16);
  let end = SFNT.header + count * SFNT.entry;
  for (let index = 0; index < count; index += 1) {
    const [entry, record] = [WOFF.header + index * WOFF.entry, SFNT.header + index * SFNT.entry];
    const [offset, compressedLength, length] = [
      from.getUint32(entry + 4),
      from.getUint32(entry + 8),
      from.getUint32(entry + 12),
    ];
    const bytes = woff.subarray(offset, offset + compressedLength);
    font.set(compressedLength < length ? inflateSync(bytes) : bytes, end);
    to.setUint32(record, from.getUint32(entry));
    to.setUint32(record + 4, from.getUint32(entry + 16));
    to.setUint32(record + 8, end);
    to.setUint32(record + 12, length);
    end += (length + 3) & ~3;
  }
  return font;
}

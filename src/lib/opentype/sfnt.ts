/** Reads the tables of an OpenType font, and writes a font from tables (OpenType 1.9, “Table Directory”). */

/** Sizes in bytes of the header and of a table record. */
const HEADER = 12;
const RECORD = 16;
const TRUETYPE = 0x00010000;
/** The offset of `head.checkSumAdjustment`, and the checksum that a whole font must have. */
const ADJUSTMENT = { offset: 8, sum: 0xb1b0afba };

/** The tables of a font by their tags. */
export type FontTables = ReadonlyMap<string, Buffer>;

/** Reads the tables of a font; they share its memory. */
export function readTables(font: Uint8Array): FontTables {
  const file = Buffer.from(font.buffer, font.byteOffset, font.byteLength);
  const entries = Array.from({ length: file.readUInt16BE(4) }, (_, index) => {
    const at = HEADER + index * RECORD;
    const [offset, length] = [file.readUInt32BE(at + 8), file.readUInt32BE(at + 12)];
    return [file.toString('latin1', at, at + 4), file.subarray(offset, offset + length)] as const;
  });
  return new Map(entries);
}

/** Builds a TrueType font. @param tables with a `head` */
export function buildFont(tables: FontTables): Uint8Array {
  const sorted = [...tables].sort(([one], [other]) => (one < other ? -1 : 1));
  const directory = Buffer.alloc(HEADER + sorted.length * RECORD);
  const power = 31 - Math.clz32(sorted.length);
  directory.writeUInt32BE(TRUETYPE, 0);
  directory.writeUInt16BE(sorted.length, 4);
  directory.writeUInt16BE(RECORD << power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(sorted.length * RECORD - (RECORD << power), 10);
  const parts = [directory];
  let [offset, head] = [directory.length, 0];
  for (const [index, [tag, bytes]] of sorted.entries()) {
    const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
    const at = HEADER + index * RECORD;
    directory.write(tag, at, 'latin1');
    directory.writeUInt32BE(sumWords(padded), at + 4);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(bytes.length, at + 12);
    if (tag === 'head') head = offset;
    parts.push(padded);
    offset += padded.length;
  }
  const font = Buffer.concat(parts);
  font.writeUInt32BE((ADJUSTMENT.sum - sumWords(font)) >>> 0, head + ADJUSTMENT.offset);
  return font;
}

function sumWords(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}

/** Identifier of the PostScript name in the table `name`. */
const POSTSCRIPT_NAME = 6;

/** Returns the PostScript name of a font, as a PDF names it; `undefined` if it has none. */
export function readPostScriptName(font: Uint8Array): string | undefined {
  const names = readTables(font).get('name');
  if (names === undefined) return undefined;
  const texts = names.readUInt16BE(4);
  for (let index = 0; index < names.readUInt16BE(2); index += 1) {
    const record = 6 + index * 12;
    if (names.readUInt16BE(record + 6) !== POSTSCRIPT_NAME) continue;
    const [length, offset] = [names.readUInt16BE(record + 8), names.readUInt16BE(record + 10)];
    // The name is in ASCII, with a zero byte before each letter on most platforms.
    return names.toString('latin1', texts + offset, texts + offset + length).replaceAll('\0', '');
  }
  return undefined;
}

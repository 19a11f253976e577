/**
 * Removes from the embedded fonts the tables that a PDF does not need: Skia embeds names, licenses and
 * character maps, too. The tables that show glyphs are listed in ISO 32000-1, 9.9 (“Embedded font programs”).
 */
import { deflateBytes } from '../../../lib/pdf/deflate.ts';
import { type Dict, isDict, Reference, Stream, type Value } from '../../../lib/pdf/objects.ts';
import { listResources, visitResources } from '../../../lib/pdf/page-resources.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';
import { UnsupportedPdfError } from '../../../lib/pdf/unsupported-pdf-error.ts';

const NEEDED = new Set(['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep']);

/**
 * The file header and the table records of an OpenType file:
 * https://learn.microsoft.com/typography/opentype/spec/otff.
 */
const FILE_HEADER = { length: 12, tables: 4 };
const TABLE_RECORD = { length: 16, offset: 8, size: 12 };
/** `head.checkSumAdjustment`: its offset in the table, and the checksum that the whole font must have. */
const CHECKSUM_ADJUSTMENT = { offset: 8, sum: 0xb1b0afba };

interface Table {
  readonly tag: string;
  /** The checksum of the bytes, as the font states it: the bytes do not change. */
  readonly checksum: number;
  readonly bytes: Uint8Array;
}

/** Strips the embedded TrueType fonts. @param fonts absent: those of all pages */
export async function stripFonts(file: PdfFile, fonts: readonly Value[] = listFonts(file)): Promise<void> {
  await Promise.all(findFontPrograms(file, fonts).map((font) => stripFont(file, font)));
}

function listFonts(file: PdfFile): readonly Value[] {
  const fonts: Value[] = [];
  visitResources(file, (resources) => fonts.push(...listResources(file, resources, 'Font')));
  return fonts;
}

/** Finds the TrueType font programs, each once. */
function findFontPrograms(file: PdfFile, fonts: readonly Value[]): readonly Reference[] {
  const files = new Map<number, Reference>();
  for (const font of fonts) {
    const [descendant] = file.list(file.dict(font).get('DescendantFonts'));
    const descriptor = descendant && file.get(file.dict(descendant).get('FontDescriptor'));
    const program = isDict(descriptor) ? descriptor.get('FontFile2') : undefined;
    if (program instanceof Reference) files.set(program.number, program);
  }
  return [...files.values()];
}

async function stripFont(file: PdfFile, reference: Reference): Promise<void> {
  const stream = file.stream(reference);
  const font = file.inflate(stream);
  const tables = readTables(font);
  const needed = tables.filter(({ tag }) => NEEDED.has(tag));
  if (needed.length === tables.length) return;
  const stripped = buildFont(font, needed);
  const entries: Dict = new Map(stream.dict).set('Filter', '/FlateDecode').set('Length1', stripped.length);
  file.set(reference, new Stream(entries, await deflateBytes(stripped, stripped.length)));
}

/** Reads the tables in the order of the file, which is that of their tags. */
function readTables(font: Buffer): readonly Table[] {
  return Array.from({ length: font.readUInt16BE(FILE_HEADER.tables) }, (_, index) => {
    const at = FILE_HEADER.length + index * TABLE_RECORD.length;
    const offset = font.readUInt32BE(at + TABLE_RECORD.offset);
    return {
      tag: font.toString('latin1', at, at + 4),
      checksum: font.readUInt32BE(at + 4),
      bytes: font.subarray(offset, offset + font.readUInt32BE(at + TABLE_RECORD.size)),
    };
  });
}

/** Builds a font file from some of a font's tables. */
function buildFont(font: Buffer, tables: readonly Table[]): Buffer {
  const directory = Buffer.alloc(FILE_HEADER.length + tables.length * TABLE_RECORD.length);
  font.copy(directory, 0, 0, FILE_HEADER.tables);
  writeSearchFields(directory, tables.length);
  const parts: Uint8Array[] = [directory];
  let offset = directory.length;
  for (const [index, { tag, checksum, bytes }] of tables.entries()) {
    const at = FILE_HEADER.length + index * TABLE_RECORD.length;
    directory.write(tag, at, 'latin1');
    directory.writeUInt32BE(checksum, at + 4);
    directory.writeUInt32BE(offset, at + TABLE_RECORD.offset);
    directory.writeUInt32BE(bytes.length, at + TABLE_RECORD.size);
    const padding = -bytes.length & 3;
    parts.push(bytes, new Uint8Array(padding));
    offset += bytes.length + padding;
  }
  return updateChecksum(Buffer.concat(parts), tables);
}

/**
 * Writes the number of tables and the fields for binary search, which contain the largest power of two not
 * above it.
 */
function writeSearchFields(directory: Buffer, count: number): void {
  const power = 31 - Math.clz32(Math.max(1, count));
  const range = TABLE_RECORD.length << power;
  directory.writeUInt16BE(count, FILE_HEADER.tables);
  directory.writeUInt16BE(range, FILE_HEADER.tables + 2);
  directory.writeUInt16BE(power, FILE_HEADER.tables + 4);
  directory.writeUInt16BE(count * TABLE_RECORD.length - range, FILE_HEADER.tables + 6);
}

function updateChecksum(font: Buffer, tables: readonly Table[]): Buffer {
  const index = tables.findIndex(({ tag }) => tag === 'head');
  if (index < 0) throw new UnsupportedPdfError('the PDF has a font without a head');
  const at =
    font.readUInt32BE(FILE_HEADER.length + index * TABLE_RECORD.length + TABLE_RECORD.offset) +
    CHECKSUM_ADJUSTMENT.offset;
  const words = new DataView(font.buffer, font.byteOffset, font.byteLength);
  words.setUint32(at, 0);
  let sum = 0;
  for (let word = 0; word < font.length; word += 4) sum = (sum + words.getUint32(word)) >>> 0;
  words.setUint32(at, (CHECKSUM_ADJUSTMENT.sum - sum) >>> 0);
  return font;
}

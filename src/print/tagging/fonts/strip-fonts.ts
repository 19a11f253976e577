/**
 * Leaves out of the embedded fonts what a PDF has no use for: names, licences, characters, which Skia embeds although the
 * file says them itself. What shows a glyph is listed in ISO 32000-1, 9.9 (“Embedded font programs”).
 */
import { deflated } from '../../../lib/pdf/deflate.ts';
import { type Dict, isDict, Reference, Stream } from '../../../lib/pdf/objects.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';

const NEEDED = new Set(['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep']);

/** https://learn.microsoft.com/typography/opentype/spec/otff: the head of the file, and its lines, one for each table. */
const HEAD = { length: 12, tables: 4 };
const LINE = { length: 16, offset: 8, size: 12 };
/** Of `head`: what makes the sum of all of the file's numbers the one it has to be. */
const ADJUSTMENT = { offset: 8, sum: 0xb1b0afba };

interface Table {
  readonly tag: string;
  /** Of its bytes, as the font says: they stay as they are. */
  readonly checksum: number;
  readonly bytes: Uint8Array;
}

/** @param resources of the pages, and of the forms on them */
export async function slimFonts(file: PdfFile, resources: Iterable<Dict>): Promise<void> {
  const fonts = fontFilesIn(file, resources);
  await Promise.all(fonts.map((font) => slim(file, font)));
}

/** TrueType alone; each once. */
function fontFilesIn(file: PdfFile, resources: Iterable<Dict>): readonly Reference[] {
  const files = new Map<number, Reference>();
  for (const each of new Set(resources)) {
    const fonts = file.get(each.get('Font'));
    for (const font of isDict(fonts) ? fonts.values() : []) {
      const [descendant] = file.list(file.dict(font).get('DescendantFonts'));
      const descriptor = descendant && file.get(file.dict(descendant).get('FontDescriptor'));
      const program = isDict(descriptor) ? descriptor.get('FontFile2') : undefined;
      if (program instanceof Reference) files.set(program.number, program);
    }
  }
  return [...files.values()];
}

async function slim(file: PdfFile, reference: Reference): Promise<void> {
  const stream = file.stream(reference);
  const font = file.inflated(stream);
  const tables = tablesOf(font);
  const needed = tables.filter(({ tag }) => NEEDED.has(tag));
  if (needed.length === tables.length) return;
  const slimmed = fontOf(font, needed);
  const entries: Dict = new Map(stream.dict).set('Filter', '/FlateDecode').set('Length1', slimmed.length);
  file.set(reference, new Stream(entries, await deflated(slimmed, slimmed.length)));
}

/** In the order of the file, which is that of the tags. */
function tablesOf(font: Buffer): readonly Table[] {
  return Array.from({ length: font.readUInt16BE(HEAD.tables) }, (_, index) => {
    const at = HEAD.length + index * LINE.length;
    const offset = font.readUInt32BE(at + LINE.offset);
    return {
      tag: font.toString('latin1', at, at + 4),
      checksum: font.readUInt32BE(at + 4),
      bytes: font.subarray(offset, offset + font.readUInt32BE(at + LINE.size)),
    };
  });
}

function fontOf(font: Buffer, tables: readonly Table[]): Buffer {
  const directory = Buffer.alloc(HEAD.length + tables.length * LINE.length);
  font.copy(directory, 0, 0, HEAD.tables);
  writeSearch(directory, tables.length);
  const parts: Uint8Array[] = [directory];
  let offset = directory.length;
  for (const [index, { tag, checksum, bytes }] of tables.entries()) {
    const at = HEAD.length + index * LINE.length;
    directory.write(tag, at, 'latin1');
    directory.writeUInt32BE(checksum, at + 4);
    directory.writeUInt32BE(offset, at + LINE.offset);
    directory.writeUInt32BE(bytes.length, at + LINE.size);
    const padding = -bytes.length & 3;
    parts.push(bytes, new Uint8Array(padding));
    offset += bytes.length + padding;
  }
  return adjusted(Buffer.concat(parts), tables);
}

/** The largest power of two in the number of tables, for who looks them up by halves. */
function writeSearch(directory: Buffer, count: number): void {
  const power = 31 - Math.clz32(Math.max(1, count));
  const range = LINE.length << power;
  directory.writeUInt16BE(count, HEAD.tables);
  directory.writeUInt16BE(range, HEAD.tables + 2);
  directory.writeUInt16BE(power, HEAD.tables + 4);
  directory.writeUInt16BE(count * LINE.length - range, HEAD.tables + 6);
}

function adjusted(font: Buffer, tables: readonly Table[]): Buffer {
  const index = tables.findIndex(({ tag }) => tag === 'head');
  if (index < 0) throw new Error('the PDF has a font without a head');
  const at = font.readUInt32BE(HEAD.length + index * LINE.length + LINE.offset) + ADJUSTMENT.offset;
  const words = new DataView(font.buffer, font.byteOffset, font.byteLength);
  words.setUint32(at, 0);
  let sum = 0;
  for (let word = 0; word < font.length; word += 4) sum = (sum + words.getUint32(word)) >>> 0;
  words.setUint32(at, (ADJUSTMENT.sum - sum) >>> 0);
  return font;
}

/** Builds a file of blocks of objects, with a cross-reference stream (ISO 32000-1, 7.5.8). The bytes depend only on the blocks. */
import { createHash } from 'node:crypto';
import { deflateBytes } from '../deflate.ts';
import { type Dict, dict, PdfString, Stream } from '../objects.ts';
import { encodePredictor } from '../predictor.ts';
import type { NumberOf } from './number-objects.ts';
import { findNext, OBJECTS_PER_STREAM, type ObjectBlock, ROW, serializeStream } from './object-block.ts';

/** The file header. The four bytes above 127 mark the file as binary (ISO 19005-2, 6.1.2). */
const FILE_HEADER = Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1');

/**
 * Builds a file. Numbers that no block has are free.
 * @param trailer with `Root` and `Info`
 */
export async function buildFile(
  blocks: readonly ObjectBlock[],
  trailer: Dict,
  numberOf: NumberOf,
): Promise<Uint8Array> {
  const parts = [FILE_HEADER, ...blocks.map(({ bytes }) => bytes)];
  const start = parts.reduce((length, part) => length + part.length, 0);
  const number = Math.max(...blocks.map(findNext));
  const widths = [1, countBytes(start), countBytes(OBJECTS_PER_STREAM)] as const;
  const width = widths.reduce((sum, one) => sum + one, 0);
  const rows = buildTable([...placeBlocks(blocks), Uint32Array.of(number, 1, start, 0)], number + 1, widths);
  const table = await deflateBytes(encodePredictor(rows, width), rows.length);
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  const id = new PdfString(hash.digest().subarray(0, 16).toString('latin1'));
  const entries = dict({
    Type: '/XRef',
    Size: number + 1,
    W: [...widths],
    Root: trailer.get('Root'),
    Info: trailer.get('Info'),
    ID: [id, id],
    Filter: '/FlateDecode',
    DecodeParms: dict({ Predictor: 12, Columns: width }),
  });
  const stream = serializeStream(number, new Stream(entries, table), numberOf);
  const end = Buffer.from(`startxref\n${start}\n%%EOF\n`, 'latin1');
  return new Uint8Array(Buffer.concat([...parts, ...stream, end]));
}

/** Returns the rows of the blocks with offsets in the file. */
function placeBlocks(blocks: readonly ObjectBlock[]): readonly Uint32Array[] {
  let start = FILE_HEADER.length;
  return blocks.map(({ rows, bytes }) => {
    const placed = rows.slice();
    for (let at = 0; at < placed.length; at += ROW) {
      if (placed[at + 1] === 1) placed[at + 2] = (placed[at + 2] ?? 0) + start;
    }
    start += bytes.length;
    return placed;
  });
}

/** Widths of the columns in bytes. */
type Widths = readonly [number, number, number];

/** Builds the rows by object number. A row of zeros is a free number. */
function buildTable(all: readonly Uint32Array[], size: number, widths: Widths): Buffer {
  const [typeWidth, placeWidth, indexWidth] = widths;
  const width = typeWidth + placeWidth + indexWidth;
  const table = Buffer.alloc(size * width);
  for (const rows of all) {
    for (let row = 0; row < rows.length; row += ROW) {
      const at = (rows[row] ?? 0) * width;
      table.writeUIntBE(rows[row + 1] ?? 0, at, typeWidth);
      table.writeUIntBE(rows[row + 2] ?? 0, at + typeWidth, placeWidth);
      table.writeUIntBE(rows[row + 3] ?? 0, at + typeWidth + placeWidth, indexWidth);
    }
  }
  return table;
}

function countBytes(largest: number): number {
  let bytes = 1;
  while (largest >= 256 ** bytes) bytes += 1;
  return bytes;
}

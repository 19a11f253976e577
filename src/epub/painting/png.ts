/** Pixels as a PNG with a palette, which takes a third of what full colors take (PNG 3, 5 and 11). */
import { constants, crc32, deflateSync } from 'node:zlib';
import { type Canvas, type Color, WHITE } from './canvas.ts';

/** What a palette of four bits holds: paper, ink, and the shades at the edges of letters. */
const MOST_COLORS = 16;
const BITS = 4;
/** Each row is told by how it differs from the one above, which is nearly nothing. */
const UP = 2;
/**
 * Runs of one byte, and nothing else that is repeated: in what is left of such rows there is little, and zlib looks for the
 * rest in ways that differ between processors.
 */
const PACKING = { strategy: constants.Z_RLE, chunkSize: 1 << 16 } as const;

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const [INDEXED, DEFLATE, ADAPTIVE, NOT_INTERLACED] = [3, 0, 0, 0];

export function pngOf(canvas: Canvas): Uint8Array {
  const { width, height } = canvas.size;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([BITS, INDEXED, DEFLATE, ADAPTIVE, NOT_INTERLACED], 8);
  const bands = bandsOf(canvas);
  const { palette, places } = paletteOf(canvas, bands);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette.flat())),
    chunk('IDAT', deflateSync(rowsOf(canvas, bands, places), PACKING)),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Rows that are alike: there is more paper than ink. */
interface Band {
  /** The pixels of one. */
  readonly row: Uint16Array;
  readonly count: number;
}

function bandsOf({ pixels, size: { width, height } }: Canvas): readonly Band[] {
  const bands: Band[] = [];
  const bytes = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const length = width * Uint16Array.BYTES_PER_ELEMENT;
  for (let top = 0, bottom = 1; top < height; top = bottom, bottom += 1) {
    const [start, end] = [top * length, (top + 1) * length];
    while (bottom < height && isSame(bytes, start, end, bottom * length)) bottom += 1;
    bands.push({ row: pixels.subarray(top * width, (top + 1) * width), count: bottom - top });
  }
  return bands;
}

const isSame = (bytes: Buffer, start: number, end: number, other: number): boolean =>
  bytes.compare(bytes, other, other + end - start, start, end) === 0;

/** Each row begins with its filter; two pixels share a byte, the first has its upper half. */
function rowsOf({ size }: Canvas, bands: readonly Band[], places: Uint8Array): Uint8Array {
  const length = 1 + Math.ceil(size.width / 2);
  const rows = new Uint8Array(length * size.height);
  for (let at = 0; at < rows.length; at += length) rows[at] = UP;
  let [at, above, own] = [0, new Uint8Array(length - 1), new Uint8Array(length - 1)];
  for (const { row, count } of bands) {
    pack(row, places, own);
    for (let byte = 0; byte < own.length; byte += 1) {
      rows[at + 1 + byte] = (own[byte] ?? 0) - (above[byte] ?? 0);
    }
    [above, own] = [own, above];
    at += count * length;
  }
  return rows;
}

/** @param places in the palette, by color @param bytes are written */
function pack(pixels: Uint16Array, places: Uint8Array, bytes: Uint8Array): void {
  for (let byte = 0; byte < bytes.length; byte += 1) {
    const upper = places[pixels[byte * 2] ?? 0] ?? 0;
    const lower = byte * 2 + 1 < pixels.length ? (places[pixels[byte * 2 + 1] ?? 0] ?? 0) : 0;
    bytes[byte] = (upper << BITS) | lower;
  }
}

/** The colors that there are most of; others become the nearest of them. */
function paletteOf({ colors }: Canvas, bands: readonly Band[]) {
  const counts = countsOf(bands, colors.length);
  const used = colors.map((_color, place) => place).filter((place) => counts[place] !== 0);
  used.sort((one, other) => (counts[other] ?? 0) - (counts[one] ?? 0) || one - other);
  const palette = used.slice(0, MOST_COLORS).map((place) => colors[place] ?? WHITE);
  const places = Uint8Array.from(colors, () => 0);
  for (const [index, place] of used.entries()) {
    places[place] = index < MOST_COLORS ? index : nearest(colors[place] ?? WHITE, palette);
  }
  return { palette, places };
}

/** Pixels of each color. */
function countsOf(bands: readonly Band[], colors: number): Uint32Array {
  const counts = new Uint32Array(colors);
  for (const { row, count } of bands) {
    for (let start = 0, end = 0; start < row.length; start = end) {
      const color = row[start] ?? 0;
      while (row[end] === color) end += 1;
      counts[color] = (counts[color] ?? 0) + (end - start) * count;
    }
  }
  return counts;
}

function nearest(color: Color, palette: readonly Color[]): number {
  const distance = (other: Color): number =>
    other.reduce((sum, channel, index) => sum + (channel - (color[index] ?? 0)) ** 2, 0);
  const distances = palette.map(distance);
  return distances.indexOf(Math.min(...distances));
}

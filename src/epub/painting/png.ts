/** Pixels as a PNG with a palette, which takes a third of what full colors take (PNG 3, 5 and 11). */
import { crc32 } from 'node:zlib';
import { zlibSync } from 'fflate';
import type { Canvas, Color } from './canvas.ts';

/** What a palette of four bits holds: paper, ink, and the shades at the edges of letters. */
const MOST_COLORS = 16;
const BITS = 4;
/** Of deflate: the next ones take twice as long for a twentieth less. Not zlib's own, which differs between processors. */
const LEVEL = 4;

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const [INDEXED, DEFLATE, ADAPTIVE, NOT_INTERLACED] = [3, 0, 0, 0];

export function pngOf({ pixels, size }: Canvas): Uint8Array {
  const { width, height } = size;
  const { palette, places } = paletteOf(pixels);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([BITS, INDEXED, DEFLATE, ADAPTIVE, NOT_INTERLACED], 8);
  const rows = rowsOf(pixels, places, width, height);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette.flat())),
    chunk('IDAT', zlibSync(rows, { level: LEVEL })),
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

/** Each row begins with its filter, which is none; two pixels share a byte, the first has its upper half. */
function rowsOf(
  pixels: Uint32Array,
  places: ReadonlyMap<number, number>,
  width: number,
  height: number,
): Uint8Array {
  const length = 1 + Math.ceil(width / 2);
  const rows = new Uint8Array(length * height);
  for (let y = 0; y < height; y += 1) {
    if (isRepeated(pixels, y, width)) rows.copyWithin(y * length, (y - 1) * length, y * length);
    else writeRow(rows.subarray(y * length + 1), pixels.subarray(y * width, (y + 1) * width), places);
  }
  return rows;
}

function writeRow(row: Uint8Array, pixels: Uint32Array, places: ReadonlyMap<number, number>): void {
  let color = -1;
  let place = 0;
  for (let x = 0; x < pixels.length; x += 1) {
    const next = pixels[x] ?? 0;
    // Most pixels have the color of the one before.
    if (next !== color) place = places.get(next) ?? 0;
    color = next;
    const byte = x >> 1;
    row[byte] = x % 2 === 0 ? place << BITS : (row[byte] ?? 0) | place;
  }
}

/** Whether a row is as the one above it: there is more paper than ink. */
function isRepeated(pixels: Uint32Array, y: number, width: number): boolean {
  const row = (number: number): Uint8Array =>
    new Uint8Array(pixels.buffer, pixels.byteOffset + number * width * 4, width * 4);
  return y > 0 && Buffer.compare(row(y), row(y - 1)) === 0;
}

/** The colors that there are most of; others become the nearest of them. */
function paletteOf(pixels: Uint32Array) {
  const counts = countsOf(pixels);
  const sorted = [...counts].sort(([one, many], [other, more]) => more - many || one - other);
  const kept = sorted.slice(0, MOST_COLORS).map(([key]) => key);
  const places = new Map(kept.map((key, place) => [key, place]));
  for (const [key] of sorted.slice(MOST_COLORS)) places.set(key, kept.indexOf(nearest(key, kept)));
  return { palette: kept.map(colorOf), places };
}

function countsOf(pixels: Uint32Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let start = 0, end = 0; start < pixels.length; start = end) {
    const color = pixels[start] ?? 0;
    while (end < pixels.length && pixels[end] === color) end += 1;
    counts.set(color, (counts.get(color) ?? 0) + end - start);
  }
  return counts;
}

function nearest(key: number, kept: readonly number[]): number {
  const color = colorOf(key);
  const distance = (other: number): number =>
    colorOf(other).reduce((sum, channel, index) => sum + (channel - (color[index] ?? 0)) ** 2, 0);
  return kept.reduce((best, other) => (distance(other) < distance(best) ? other : best));
}

const colorOf = (key: number): Color => [key & 255, (key >> 8) & 255, (key >> 16) & 255];

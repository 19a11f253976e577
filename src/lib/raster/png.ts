/** Encodes a canvas as PNG with a palette, which takes a third of the size of full color (PNG 3, 5 and 11). */
import { constants, crc32, deflateSync } from 'node:zlib';
import { type Canvas, type Color, type RowRange, type Size, WHITE } from './canvas.ts';

/** Size of a palette of four bits: enough for paper, ink, and the shades at the edges of letters. */
const MOST_COLORS = 16;
const BITS = 4;
/** The filter “up”: each row is stored as the difference from the one above, which is nearly always 0. */
const UP = 2;
/**
 * Run-length encoding only: filtered rows contain few other repetitions, and zlib's search for these differs
 * between processors.
 */
const DEFLATE_OPTIONS = { strategy: constants.Z_RLE, chunkSize: 1 << 16 } as const;

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const [INDEXED, DEFLATE, ADAPTIVE, NOT_INTERLACED] = [3, 0, 0, 0];

export function encodePalettePng(canvas: Canvas): Uint8Array {
  const { width, height } = canvas.size;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([BITS, INDEXED, DEFLATE, ADAPTIVE, NOT_INTERLACED], 8);
  const { palette, indexes } = choosePalette(canvas);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette.flat())),
    chunk('IDAT', deflateSync(encodeRows(canvas, indexes), DEFLATE_OPTIONS)),
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

/** The encoded rows of a background, shared by all pictures that show it with the same palette. */
interface EncodedBackground {
  /** Palette index by color index. */
  readonly indexes: Uint8Array;
  readonly rows: Uint8Array;
}

/** Backgrounds by canvas. `undefined`: the canvas was used for one picture so far, so caching may not pay. */
const backgrounds = new WeakMap<Canvas, EncodedBackground | undefined>();

/**
 * Returns filtered rows: each begins with its filter byte, and a byte holds two pixels, the first in its
 * upper half.
 */
function encodeRows(canvas: Canvas, indexes: Uint8Array): Uint8Array {
  const { size, pixels, changes } = canvas;
  const all: RowRange = [0, size.height];
  if (changes === undefined || !backgrounds.has(canvas)) {
    if (changes !== undefined) backgrounds.set(canvas, undefined);
    return filterRows(pixels, size, indexes, all);
  }
  const own = indexes.subarray(0, changes.colors);
  const cached = backgrounds.get(canvas);
  const isSame = cached !== undefined && Buffer.compare(cached.indexes, own) === 0;
  const background = isSame ? cached.rows : filterRows(changes.pixels, size, indexes, all);
  if (!isSame) backgrounds.set(canvas, { indexes: own.slice(), rows: background });
  const [top, bottom] = changes.rows;
  if (top >= bottom) return background;
  // The row after the last changed one is stored as the difference from it.
  return filterRows(pixels, size, indexes, [top, Math.min(bottom + 1, size.height)], background.slice());
}

/** Encodes a range of rows. @param into contains the other rows */
function filterRows(
  pixels: Uint16Array,
  { width, height }: Size,
  indexes: Uint8Array,
  [top, bottom]: RowRange,
  into = new Uint8Array((1 + Math.ceil(width / 2)) * height),
): Uint8Array {
  const length = 1 + Math.ceil(width / 2);
  const bytes = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const stride = width * Uint16Array.BYTES_PER_ELEMENT;
  let [above, own] = [new Uint8Array(length - 1), new Uint8Array(length - 1)];
  if (top > 0) packPixels(pixels.subarray((top - 1) * width, top * width), indexes, above);
  for (let y = top; y < bottom; y += 1) {
    const at = y * length;
    into[at] = UP;
    // A fast path: most rows of a page are equal to the one above.
    if (y > top && isSame(bytes, (y - 1) * stride, y * stride, stride)) {
      into.fill(0, at + 1, at + length);
      continue;
    }
    packPixels(pixels.subarray(y * width, (y + 1) * width), indexes, own);
    for (let byte = 0; byte < own.length; byte += 1) {
      into[at + 1 + byte] = (own[byte] ?? 0) - (above[byte] ?? 0);
    }
    [above, own] = [own, above];
  }
  return into;
}

const isSame = (bytes: Buffer, one: number, other: number, length: number): boolean =>
  bytes.compare(bytes, other, other + length, one, one + length) === 0;

/**
 * Packs two pixels into each byte.
 * @param indexes palette index by color index
 * @param bytes receives the result
 */
function packPixels(pixels: Uint16Array, indexes: Uint8Array, bytes: Uint8Array): void {
  for (let byte = 0; byte < bytes.length; byte += 1) {
    const upper = indexes[pixels[byte * 2] ?? 0] ?? 0;
    const lower = byte * 2 + 1 < pixels.length ? (indexes[pixels[byte * 2 + 1] ?? 0] ?? 0) : 0;
    bytes[byte] = (upper << BITS) | lower;
  }
}

/**
 * Chooses the most frequent colors. They stay in the order in which they were painted, so that the colors of
 * one background have the same indexes in most pictures. Every other color is replaced by the nearest chosen
 * one.
 */
function choosePalette({ colors, counts }: Canvas) {
  const used = colors.map((_color, place) => place).filter((place) => counts[place] !== 0);
  const most = [...used].sort((one, other) => (counts[other] ?? 0) - (counts[one] ?? 0) || one - other);
  const chosen = most.slice(0, MOST_COLORS).sort((one, other) => one - other);
  const palette = chosen.map((place) => colors[place] ?? WHITE);
  const indexes = Uint8Array.from(colors, () => 0);
  for (const place of used) {
    const index = chosen.indexOf(place);
    indexes[place] = index >= 0 ? index : findNearest(colors[place] ?? WHITE, palette);
  }
  return { palette, indexes };
}

function findNearest(color: Color, palette: readonly Color[]): number {
  const distance = (other: Color): number =>
    other.reduce((sum, channel, index) => sum + (channel - (color[index] ?? 0)) ** 2, 0);
  const distances = palette.map(distance);
  return distances.indexOf(Math.min(...distances));
}

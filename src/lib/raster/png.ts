/** Pixels as a PNG with a palette, which takes a third of what full colors take (PNG 3, 5 and 11). */
import { constants, crc32, deflateSync } from 'node:zlib';
import { type Canvas, type Color, type Rows, type Size, WHITE } from './canvas.ts';

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
  const { palette, places } = paletteOf(canvas);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette.flat())),
    chunk('IDAT', deflateSync(rowsOf(canvas, places), PACKING)),
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

/** What is below several pictures is packed once for all that show it in the same colors. */
interface PackedGround {
  /** In the palette, of its colors. */
  readonly places: Uint8Array;
  readonly rows: Uint8Array;
}

/** By canvas; `undefined` of one that was the ground of one picture so far, and may remain that. */
const grounds = new WeakMap<Canvas, PackedGround | undefined>();

/** Each row begins with its filter; two pixels share a byte, the first has its upper half. */
function rowsOf(canvas: Canvas, places: Uint8Array): Uint8Array {
  const { size, pixels, settled } = canvas;
  const all: Rows = [0, size.height];
  if (settled === undefined || !grounds.has(canvas)) {
    if (settled !== undefined) grounds.set(canvas, undefined);
    return packedRows(pixels, size, places, all);
  }
  const own = places.subarray(0, settled.colors);
  const known = grounds.get(canvas);
  const isSame = known !== undefined && Buffer.compare(known.places, own) === 0;
  const ground = isSame ? known.rows : packedRows(settled.pixels, size, places, all);
  if (!isSame) grounds.set(canvas, { places: own.slice(), rows: ground });
  const [top, bottom] = settled.rows;
  if (top >= bottom) return ground;
  // The row after the last is told by how it differs from that.
  return packedRows(pixels, size, places, [top, Math.min(bottom + 1, size.height)], ground.slice());
}

/** @param into has what stands in the other rows */
function packedRows(
  pixels: Uint16Array,
  { width, height }: Size,
  places: Uint8Array,
  [top, bottom]: Rows,
  into = new Uint8Array((1 + Math.ceil(width / 2)) * height),
): Uint8Array {
  const length = 1 + Math.ceil(width / 2);
  const bytes = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const stride = width * Uint16Array.BYTES_PER_ELEMENT;
  let [above, own] = [new Uint8Array(length - 1), new Uint8Array(length - 1)];
  if (top > 0) pack(pixels.subarray((top - 1) * width, top * width), places, above);
  for (let y = top; y < bottom; y += 1) {
    const at = y * length;
    into[at] = UP;
    // There is more paper than ink.
    if (y > top && isSame(bytes, (y - 1) * stride, y * stride, stride)) {
      into.fill(0, at + 1, at + length);
      continue;
    }
    pack(pixels.subarray(y * width, (y + 1) * width), places, own);
    for (let byte = 0; byte < own.length; byte += 1) {
      into[at + 1 + byte] = (own[byte] ?? 0) - (above[byte] ?? 0);
    }
    [above, own] = [own, above];
  }
  return into;
}

const isSame = (bytes: Buffer, one: number, other: number, length: number): boolean =>
  bytes.compare(bytes, other, other + length, one, one + length) === 0;

/** @param places in the palette, by color @param bytes are written */
function pack(pixels: Uint16Array, places: Uint8Array, bytes: Uint8Array): void {
  for (let byte = 0; byte < bytes.length; byte += 1) {
    const upper = places[pixels[byte * 2] ?? 0] ?? 0;
    const lower = byte * 2 + 1 < pixels.length ? (places[pixels[byte * 2 + 1] ?? 0] ?? 0) : 0;
    bytes[byte] = (upper << BITS) | lower;
  }
}

/**
 * The colors that there are most of, in the order in which they were painted: those of one ground have the same places in
 * most pictures. Others become the nearest of them.
 */
function paletteOf({ colors, counts }: Canvas) {
  const used = colors.map((_color, place) => place).filter((place) => counts[place] !== 0);
  const most = [...used].sort((one, other) => (counts[other] ?? 0) - (counts[one] ?? 0) || one - other);
  const chosen = most.slice(0, MOST_COLORS).sort((one, other) => one - other);
  const palette = chosen.map((place) => colors[place] ?? WHITE);
  const places = Uint8Array.from(colors, () => 0);
  for (const place of used) {
    const index = chosen.indexOf(place);
    places[place] = index >= 0 ? index : nearest(colors[place] ?? WHITE, palette);
  }
  return { palette, places };
}

function nearest(color: Color, palette: readonly Color[]): number {
  const distance = (other: Color): number =>
    other.reduce((sum, channel, index) => sum + (channel - (color[index] ?? 0)) ** 2, 0);
  const distances = palette.map(distance);
  return distances.indexOf(Math.min(...distances));
}

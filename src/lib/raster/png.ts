/** Encodes a canvas as PNG with a palette, which takes a third of the size of full color (PNG 3, 5 and 11). */
import { promisify } from 'node:util';
import { constants, crc32, deflate } from 'node:zlib';
import { type Canvas, type Color, type Row, WHITE } from './canvas.ts';

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

/**
 * Encodes a canvas. Everything is read from the canvas before this returns the promise, so that it can be painted on at once.
 * zlib deflates in a thread of its own.
 */
export async function encodePalettePng(canvas: Canvas): Promise<Uint8Array> {
  const { width, height } = canvas.size;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([BITS, INDEXED, DEFLATE, ADAPTIVE, NOT_INTERLACED], 8);
  const { palette, indexes } = choosePalette(canvas);
  const data = await promisify(deflate)(encodeRows(canvas, indexes), DEFLATE_OPTIONS);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette.flat())),
    chunk('IDAT', data),
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
  readonly encoded: Uint8Array;
}

/** Backgrounds by canvas. `undefined`: the canvas was used for one picture so far, so caching may not pay. */
const backgrounds = new WeakMap<Canvas, EncodedBackground | undefined>();

/**
 * Returns filtered rows: each begins with its filter byte, and a byte holds two pixels, the first in its
 * upper half.
 */
function encodeRows(canvas: Canvas, indexes: Uint8Array): Uint8Array {
  const { size, rows, background } = canvas;
  if (background === undefined || !backgrounds.has(canvas)) {
    if (background !== undefined) backgrounds.set(canvas, undefined);
    return filterRows(rows, size.width, indexes);
  }
  const own = indexes.subarray(0, background.colors);
  const cached = backgrounds.get(canvas);
  const isSame = cached !== undefined && Buffer.compare(cached.indexes, own) === 0;
  const encoded = isSame ? cached.encoded : filterRows(background.rows, size.width, indexes);
  if (!isSame) backgrounds.set(canvas, { indexes: own.slice(), encoded });
  return filterRows(rows, size.width, indexes, { rows: background.rows, encoded });
}

/** Encodes rows. @param known rows that are encoded already */
function filterRows(
  rows: readonly Row[],
  width: number,
  indexes: Uint8Array,
  known?: { readonly rows: readonly Row[]; readonly encoded: Uint8Array },
): Uint8Array {
  const length = 1 + Math.ceil(width / 2);
  const filtered = known?.encoded.slice() ?? new Uint8Array(length * rows.length);
  let [above, own] = [new Uint8Array(length - 1), new Uint8Array(length - 1)];
  /** The row that is packed in `above`. */
  let packed: Row | undefined;
  for (const [y, row] of rows.entries()) {
    const before = rows[y - 1];
    if (known !== undefined && known.rows[y] === row && known.rows[y - 1] === before) continue;
    const at = y * length;
    filtered[at] = UP;
    // A fast path: most rows of a page are equal to the one above.
    if (row === before) {
      filtered.fill(0, at + 1, at + length);
      continue;
    }
    if (before !== packed && before !== undefined) packRow(before, indexes, above);
    packRow(row, indexes, own);
    for (let byte = 0; byte < own.length; byte += 1) {
      filtered[at + 1 + byte] = (own[byte] ?? 0) - (above[byte] ?? 0);
    }
    [above, own] = [own, above];
    packed = row;
  }
  return filtered;
}

/**
 * Packs two pixels into each byte.
 * @param indexes palette index by color index
 * @param bytes receives the result
 */
function packRow(row: Row, indexes: Uint8Array, bytes: Uint8Array): void {
  for (let run = 0, start = 0; run < row.length; run += 2) {
    const index = indexes[row[run] ?? 0] ?? 0;
    const end = row[run + 1] ?? 0;
    // Half of a byte before whole ones, and after them.
    if (start % 2 === 1) bytes[start >> 1] = (bytes[start >> 1] ?? 0) | index;
    bytes.fill((index << BITS) | index, (start + 1) >> 1, end >> 1);
    if (end % 2 === 1) bytes[end >> 1] = index << BITS;
    start = end;
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

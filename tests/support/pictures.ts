/**
 * Writes small pictures of plain squares as files of every supported kind, for tests and for the images of the torture
 * publication. A square has 8 by 8 pixels, so that JPEG stores its color and place without loss.
 */
import { encode } from 'fast-png';

/** Red, green, blue, from 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

/** Rows of squares. */
export type Squares = readonly (readonly Color[])[];

const SIDE = 8;

const sizeOf = (squares: Squares) => ({
  width: (squares[0]?.length ?? 0) * SIDE,
  height: squares.length * SIDE,
});

function pixelsOf(squares: Squares): readonly Color[] {
  return squares.flatMap((row) => {
    const line = row.flatMap((color) => Array<Color>(SIDE).fill(color));
    return Array<readonly Color[]>(SIDE).fill(line).flat();
  });
}

export function png(squares: Squares): Uint8Array {
  const data = Uint8Array.from(pixelsOf(squares).flat());
  return encode({ ...sizeOf(squares), channels: 3, depth: 8, data });
}

/** GIF89a with a table of 128 colors; a clear code after every 100 pixels keeps the codes at 8 bits. */
export function gif(squares: Squares): Uint8Array {
  const { width, height } = sizeOf(squares);
  const colors = [...new Map(squares.flat().map((color) => [color.join(), color])).values()];
  const table = Buffer.alloc(128 * 3);
  for (const [index, color] of colors.entries()) table.set(color, index * 3);
  const numbers = new Map(colors.map((color, index) => [color.join(), index]));
  const codes: number[] = [];
  for (const [index, color] of pixelsOf(squares).entries()) {
    if (index % 100 === 0) codes.push(128);
    codes.push(numbers.get(color.join()) ?? 0);
  }
  const data = Buffer.from([...codes, 129]);
  const blocks = Array.from({ length: Math.ceil(data.length / 255) }, (_, index) => {
    const block = data.subarray(index * 255, index * 255 + 255);
    return Buffer.concat([Buffer.from([block.length]), block]);
  });
  const screen = Buffer.concat([little(width, 2), little(height, 2)]);
  return Buffer.concat([
    Buffer.from('GIF89a'),
    screen,
    Buffer.from([0xf6, 0, 0]),
    table,
    Buffer.from([0x2c, 0, 0, 0, 0]),
    screen,
    Buffer.from([0, 7]),
    ...blocks,
    Buffer.from([0, 0x3b]),
  ]);
}

/** WebP, lossless (RFC 9649, 3): a picture of one color needs no bits for its pixels. */
export function webp(width: number, height: number, [red, green, blue]: Color): Uint8Array {
  const bits = new Bits('low');
  for (const [value, count] of [
    [width - 1, 14],
    [height - 1, 14],
    [0, 1 + 3], // no alpha, version 0
    [0, 1 + 1 + 1], // no transform, no color cache, one group of codes
  ] as const) {
    bits.add(value, count);
  }
  // Green, red, blue, alpha, distance: each a simple code of one symbol of 8 bits.
  for (const symbol of [green, red, blue, 255, 0]) bits.add(0b101 | (symbol << 3), 3 + 8);
  const stream = Buffer.concat([Buffer.from([0x2f]), bits.bytes()]);
  const chunk = Buffer.concat([
    Buffer.from('VP8L'),
    little(stream.length, 4),
    stream,
    Buffer.alloc(stream.length % 2),
  ]);
  return Buffer.concat([Buffer.from('RIFF'), little(chunk.length + 4, 4), Buffer.from('WEBP'), chunk]);
}

export interface JpegOptions {
  /** How the picture must be turned (Exif 2.32, 4.6.4). */
  readonly orientation?: number;
  /** Four inks instead of light, as print shops send it, inverted as Adobe does. */
  readonly cmyk?: boolean;
}

/** ISO/IEC 10918-1, baseline: of each square only the mean is coded, so a table of one code is enough for the rest. */
export function jpeg(squares: Squares, { orientation, cmyk = false }: JpegOptions = {}): Uint8Array {
  const { width, height } = sizeOf(squares);
  const components = cmyk ? [1, 2, 3, 4] : [1, 2, 3];
  const frame = Buffer.concat([
    Buffer.from([8]),
    big(height, 2),
    big(width, 2),
    Buffer.from([components.length, ...components.flatMap((id) => [id, 0x11, 0])]),
  ]);
  const scan = Buffer.from([components.length, ...components.flatMap((id) => [id, 0]), 0, 63, 0]);
  const dcTable = [0x00, ...lengths({ 4: 12 }), ...Array(12).keys()];
  const acTable = [0x10, ...lengths({ 1: 1 }), 0];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    orientation === undefined ? Buffer.alloc(0) : segment(0xe1, exif(orientation)),
    cmyk ? segment(0xee, Buffer.from('Adobe\0\x64\0\0\0\0\0', 'latin1')) : Buffer.alloc(0),
    segment(0xdb, Buffer.from([0, ...Array<number>(64).fill(SIDE)])),
    segment(0xc0, frame),
    segment(0xc4, Buffer.from([...dcTable, ...acTable])),
    segment(0xda, scan),
    means(squares, cmyk ? inks : luminance),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function means(squares: Squares, channels: (color: Color) => readonly number[]): Buffer {
  const bits = new Bits('high');
  const before: number[] = [];
  for (const color of squares.flat()) {
    for (const [index, value] of channels(color).entries()) {
      const difference = value - 128 - (before[index] ?? 0);
      before[index] = value - 128;
      const size = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
      bits.add(size, 4);
      bits.add(difference < 0 ? difference + 2 ** size - 1 : difference, size);
      bits.add(0, 1);
    }
  }
  const stuffed = [...bits.bytes()].flatMap((byte) => (byte === 0xff ? [byte, 0] : [byte]));
  return Buffer.from(stuffed);
}

/** ITU-T T.871, 7. */
function luminance([red, green, blue]: Color): readonly number[] {
  const y = 0.299 * red + 0.587 * green + 0.114 * blue;
  const channels = [y, 128 + (blue - y) / 1.772, 128 + (red - y) / 1.402];
  return channels.map((value) => Math.max(0, Math.min(255, Math.round(value))));
}

/** Without black; what is stored is how much of each ink is *not* there. */
const inks = ([red, green, blue]: Color): readonly number[] => [red, green, blue, 255];

function exif(orientation: number): Buffer {
  const entry = Buffer.concat([big(0x0112, 2), big(3, 2), big(1, 4), big(orientation, 2), big(0, 2)]);
  return Buffer.concat([Buffer.from('Exif\0\0MM\0\x2a', 'latin1'), big(8, 4), big(1, 2), entry, big(0, 4)]);
}

function segment(marker: number, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, marker]), big(data.length + 2, 2), data]);
}

/** How many codes there are of each length, from 1 to 16. */
const lengths = (counts: Readonly<Record<number, number>>): readonly number[] =>
  Array.from({ length: 16 }, (_, index) => counts[index + 1] ?? 0);

function little(value: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntLE(value, 0, size);
  return bytes;
}

const big = (value: number, size: number): Buffer => little(value, size).reverse();

/** Bits put one after the other, the highest or the lowest of a byte first; the last byte is filled with ones. */
class Bits {
  readonly #first: 'high' | 'low';
  readonly #bits: number[] = [];

  constructor(first: 'high' | 'low') {
    this.#first = first;
  }

  add(value: number, count: number): void {
    const bits = Array.from({ length: count }, (_, index) => Math.floor(value / 2 ** index) & 1);
    this.#bits.push(...(this.#first === 'low' ? bits : bits.reverse()));
  }

  bytes(): Buffer {
    const bytes = Buffer.alloc(Math.ceil(this.#bits.length / 8));
    const all = [...this.#bits, ...Array<number>(bytes.length * 8 - this.#bits.length).fill(1)];
    for (const [index, bit] of all.entries()) {
      const place = this.#first === 'low' ? index % 8 : 7 - (index % 8);
      bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (bit << place);
    }
    return bytes;
  }
}

/** Measures PNG files: PNG specification, third edition. */
import { crc32, createInflate } from 'node:zlib';
import { type Extent, type ImageFormat, readAscii } from './format.ts';

export const PNG: ImageFormat = {
  name: 'PNG',
  mediaType: 'image/png',
  hasSignature: (bytes) => readAscii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n',
  measure,
};

interface Chunk {
  readonly name: string;
  readonly data: Buffer;
  readonly end: number;
}

/** Reads chunks, each with length, name, data and checksum: PNG, 5.3. */
function* readChunks(bytes: Buffer): Generator<Chunk> {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return;
    const name = readAscii(bytes, at + 4, at + 8);
    yield { name, data: bytes.subarray(at + 8, end - 4), end };
    if (name === 'IEND') return;
    at = end;
  }
}

/** Reads the header and the chunks. IDAT chunks must be consecutive; data after IEND is ignored: PNG, 5.6. */
function measure(bytes: Buffer): Extent | undefined {
  const [first, ...others] = readChunks(bytes);
  const last = others.findIndex(({ name }) => name === 'IEND');
  const header = first?.name === 'IHDR' ? readHeader(bytes, first.data) : undefined;
  if (header === undefined || last < 0) return undefined;
  const names = others.slice(0, last).map(({ name }) => name);
  const [begin, end] = [names.indexOf('IDAT'), names.lastIndexOf('IDAT') + 1];
  if (begin < 0 || names.slice(begin, end).some((name) => name !== 'IDAT')) return undefined;
  const pixels = others.slice(begin, end).map(({ data }) => data);
  const hasColors = !header.usesPalette || names.includes('PLTE');
  return hasColors && canInflate(header, pixels)
    ? createExtent(header, pixels, others[last]?.end ?? 0)
    : undefined;
}

interface Header {
  readonly usesPalette: boolean;
  /** Uncompressed size of all rows, in bytes. */
  readonly size: number;
}

/** Samples per pixel, by color type: PNG, 11.2.1. */
const SAMPLES: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

/** Reads the header and validates its checksum. Chromium ignores the other checksums. */
function readHeader(bytes: Buffer, data: Buffer): Header | undefined {
  if (data.length !== 13 || crc32(bytes.subarray(12, 29)) !== bytes.readUInt32BE(29)) return undefined;
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  const samples = SAMPLES.get(data[9] ?? -1);
  if (samples === undefined) return undefined;
  const bits = samples * (data[8] ?? 0);
  const passes = data[12] === 1 ? PASSES : [[0, 0, 1, 1] as const];
  const size = passes.reduce((sum, [x, y, dx, dy]) => {
    const [across, down] = [Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)];
    return across > 0 && down > 0 ? sum + down * (1 + Math.ceil((across * bits) / 8)) : sum;
  }, 0);
  return { usesPalette: data[9] === 3, size };
}

/** Start and distance of the pixels in each pass of an interlaced image, as x, y, dx, dy: PNG, 8.1. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Highest compression ratio: RFC 1951 codes 258 bytes in at least two bits. */
const MAX_RATIO = 1032;

function canInflate({ size }: Header, pixels: readonly Buffer[]): boolean {
  const compressed = pixels.reduce((sum, { length }) => sum + length, 0);
  return compressed * MAX_RATIO >= size;
}

const createExtent = ({ size }: Header, pixels: readonly Buffer[], end: number): Extent => ({
  end,
  hasPixels: () => inflatesTo(size, pixels),
});

/** Returns whether data inflates to at least `size` bytes, without storing the result. */
function inflatesTo(size: number, parts: readonly Buffer[]): Promise<boolean> {
  return new Promise((resolve) => {
    const inflate = createInflate({ chunkSize: 256 * 1024 });
    let inflated = 0;
    const end = (): void => {
      resolve(inflated >= size);
      inflate.destroy();
    };
    inflate.on('data', ({ length }: Buffer) => {
      inflated += length;
      if (inflated >= size) end();
    });
    inflate.on('end', end);
    // Truncated or invalid data: the bytes before the error count.
    inflate.on('error', end);
    for (const part of parts) inflate.write(part);
    inflate.end();
  });
}

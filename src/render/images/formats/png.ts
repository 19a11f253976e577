/** PNG, third edition. */
import { crc32, createInflate } from 'node:zlib';
import { ascii, type Extent, type Format } from './format.ts';

export const PNG: Format = {
  name: 'PNG',
  mediaType: 'image/png',
  begins: (bytes) => ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n',
  measure,
};

interface Chunk {
  readonly name: string;
  readonly data: Buffer;
  readonly end: number;
}

/** 5.3: each chunk is its length, its name, its data and a checksum. */
function* chunksIn(bytes: Buffer): Generator<Chunk> {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return;
    const name = ascii(bytes, at + 4, at + 8);
    yield { name, data: bytes.subarray(at + 8, end - 4), end };
    if (name === 'IEND') return;
    at = end;
  }
}

/** 5.6: the header, then chunks; those with the pixels stand beside each other. What follows IEND is no part of the image. */
function measure(bytes: Buffer): Extent | undefined {
  const [first, ...others] = chunksIn(bytes);
  const last = others.findIndex(({ name }) => name === 'IEND');
  const header = first?.name === 'IHDR' ? readHeader(bytes, first.data) : undefined;
  if (header === undefined || last < 0) return undefined;
  const names = others.slice(0, last).map(({ name }) => name);
  const [begin, end] = [names.indexOf('IDAT'), names.lastIndexOf('IDAT') + 1];
  if (begin < 0 || names.slice(begin, end).some((name) => name !== 'IDAT')) return undefined;
  const pixels = others.slice(begin, end).map(({ data }) => data);
  const hasColors = !header.usesPalette || names.includes('PLTE');
  return hasColors && mayUnpack(header, pixels)
    ? extentOf(header, pixels, others[last]?.end ?? 0)
    : undefined;
}

interface Header {
  readonly usesPalette: boolean;
  /** Bytes of all its rows, unpacked. */
  readonly size: number;
}

/** Samples of a pixel, by the color type: 11.2.1. */
const SAMPLES: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

/** Of other checksums Chromium takes no notice, nor do we. */
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

/** 8.1: where each pass of an interlaced image begins, and how far its pixels lie apart. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** RFC 1951: 258 bytes are made of two bits at least. */
const DENSEST = 1032;

function mayUnpack({ size }: Header, pixels: readonly Buffer[]): boolean {
  const packed = pixels.reduce((sum, { length }) => sum + length, 0);
  return packed * DENSEST >= size;
}

const extentOf = ({ size }: Header, pixels: readonly Buffer[], end: number): Extent => ({
  end,
  hasPixels: () => unpacksTo(size, pixels),
});

/** Whether data unpack to so many bytes at least; nothing of them is kept. */
function unpacksTo(size: number, parts: readonly Buffer[]): Promise<boolean> {
  return new Promise((resolve) => {
    const inflate = createInflate({ chunkSize: 256 * 1024 });
    let unpacked = 0;
    const end = (): void => {
      resolve(unpacked >= size);
      inflate.destroy();
    };
    inflate.on('data', ({ length }: Buffer) => {
      unpacked += length;
      if (unpacked >= size) end();
    });
    inflate.on('end', end);
    // Cut short, or no such data: what came before counts.
    inflate.on('error', end);
    for (const part of parts) inflate.write(part);
    inflate.end();
  });
}

/** Writes PNG files chunk by chunk, for images that no program writes (PNG, third edition, 5.3). */
import { crc32 } from 'node:zlib';

export function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

export const joined = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts);

export interface PngHeader {
  readonly width?: number;
  readonly height?: number;
  readonly bits?: number;
  /** Color type: 11.2.1. */
  readonly type?: 0 | 2 | 3 | 4 | 6;
  readonly interlaced?: boolean;
}

/** The default is 16 by 16 pixels of three bytes. */
export function writePng(
  { width = 16, height = 16, bits = 8, type = 2, interlaced = false }: PngHeader,
  chunks: readonly Buffer[],
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bits, type, 0, 0, Number(interlaced)], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return joined(signature, chunk('IHDR', header), ...chunks, chunk('IEND', Buffer.alloc(0)));
}

/** Measures WebP files: RFC 9649. */
import { type Extent, type ImageFormat, readAscii } from './format.ts';

export const WEBP: ImageFormat = {
  name: 'WebP',
  mediaType: 'image/webp',
  hasSignature: (bytes) => readAscii(bytes, 0, 4) === 'RIFF' && readAscii(bytes, 8, 12) === 'WEBP',
  measure,
};

/** Reads the length from the RIFF header, which does not count its own eight bytes: RFC 9649, 2.4. */
function measure(bytes: Buffer): Extent | undefined {
  const end = bytes.length < 12 ? Number.POSITIVE_INFINITY : bytes.readUInt32LE(4) + 8;
  if (end > bytes.length) return undefined;
  return hasPixels(bytes, 12, end) ? { end } : undefined;
}

/** Reads chunks of name, length and data, padded to an even number of bytes: RFC 9649, 2.3 and 2.7. */
function hasPixels(bytes: Buffer, from: number, end: number): boolean {
  for (let at = from; at + 8 <= end; ) {
    const [name, length] = [readAscii(bytes, at, at + 4), bytes.readUInt32LE(at + 4)];
    const [data, next] = [at + 8, at + 8 + length + (length % 2)];
    if (data + length > end) return false;
    if (name === 'VP8 ') return isFrame(bytes, data, length);
    if (name === 'VP8L') return length > 5 && bytes[data] === 0x2f;
    // The first frame of an animation contains such chunks after 16 bytes.
    if (name === 'ANMF') return hasPixels(bytes, data + 16, data + length);
    at = next;
  }
  return false;
}

/** Returns whether the data is a key frame with a complete first partition: RFC 6386, 9.1. */
function isFrame(bytes: Buffer, at: number, length: number): boolean {
  if (length < 10) return false;
  const tag = bytes.readUIntLE(at, 3);
  return (tag & 1) === 0 && tag >>> 5 <= length - 10 && readAscii(bytes, at + 3, at + 6) === '\x9d\x01\x2a';
}

/** WebP: RFC 9649. */
import { ascii, type Extent, type Format } from './format.ts';

export const WEBP: Format = {
  name: 'WebP',
  mediaType: 'image/webp',
  begins: (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP',
  measure,
};

/** 2.4: the file has as many bytes as RIFF says, and eight more. */
function measure(bytes: Buffer): Extent | undefined {
  const end = bytes.length < 12 ? Number.POSITIVE_INFINITY : bytes.readUInt32LE(4) + 8;
  if (end > bytes.length) return undefined;
  return hasPixels(bytes, 12, end) ? { end } : undefined;
}

/** 2.3 and 2.7: chunks of a name, a length and data, filled up to an even number of bytes. */
function hasPixels(bytes: Buffer, from: number, end: number): boolean {
  for (let at = from; at + 8 <= end; ) {
    const [name, length] = [ascii(bytes, at, at + 4), bytes.readUInt32LE(at + 4)];
    const [data, next] = [at + 8, at + 8 + length + (length % 2)];
    if (data + length > end) return false;
    if (name === 'VP8 ') return isFrame(bytes, data, length);
    if (name === 'VP8L') return length > 5 && bytes[data] === 0x2f;
    // The first frame of an animation has such chunks in it, after 16 bytes.
    if (name === 'ANMF') return hasPixels(bytes, data + 16, data + length);
    at = next;
  }
  return false;
}

/** RFC 6386, 9.1: a key frame, of which the first partition is as long as it says. */
function isFrame(bytes: Buffer, at: number, length: number): boolean {
  if (length < 10) return false;
  const tag = bytes.readUIntLE(at, 3);
  return (tag & 1) === 0 && tag >>> 5 <= length - 10 && ascii(bytes, at + 3, at + 6) === '\x9d\x01\x2a';
}

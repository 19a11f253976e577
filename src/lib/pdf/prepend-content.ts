/**
 * Prepends operators to a deflated content stream without compressing it again. Deflate data are blocks, and the first ones may
 * be compressed by themselves (RFC 1951, 3.2.3); the checksum at the end is computed from those of both (RFC 1950, 9).
 */
import { constants, deflateRawSync } from 'node:zlib';
import { Stream } from './objects.ts';

/** Bytes of the zlib header and of the checksum (RFC 1950, 2.2). */
const [HEADER, CHECKSUM] = [2, 4];
/** The modulus of Adler-32. */
const BASE = 65521;

/**
 * Returns the stream with other content before its own.
 * @param stream deflated; `DL` is the number of its bytes when they are not (ISO 32000-1, table 5), and is left out of the result
 */
export function prependContent(content: Uint8Array, stream: Stream): Stream {
  const { data, dict } = stream;
  const length = Number(dict.get('DL'));
  const entries = new Map(dict);
  entries.delete('DL');
  if (content.length === 0) return new Stream(entries, data);
  // A flush ends the block at a whole byte, and says that it is not the last one.
  const before = deflateRawSync(content, { level: 4, finishFlush: constants.Z_SYNC_FLUSH });
  const own = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const end = own.length - CHECKSUM;
  const checksum = Buffer.alloc(CHECKSUM);
  checksum.writeUInt32BE(combineAdler(computeAdler(content), own.readUInt32BE(end), length));
  const joined = Buffer.concat([own.subarray(0, HEADER), before, own.subarray(HEADER, end), checksum]);
  return new Stream(entries, new Uint8Array(joined));
}

/** Computes the Adler-32 checksum (RFC 1950, 8.2). */
function computeAdler(bytes: Uint8Array): number {
  let [sum, total] = [1, 0];
  for (const byte of bytes) {
    sum = (sum + byte) % BASE;
    total = (total + sum) % BASE;
  }
  return total * 65536 + sum;
}

/** Computes the checksum of two pieces of data in a row from those of both. @param length bytes of the second one */
function combineAdler(first: number, second: number, length: number): number {
  const rest = length % BASE;
  const [sum, total] = [first % 65536, Math.floor(first / 65536)];
  const [ownSum, ownTotal] = [second % 65536, Math.floor(second / 65536)];
  const united = (sum + ownSum + BASE - 1) % BASE;
  return ((total + ownTotal + rest * (sum + BASE - 1)) % BASE) * 65536 + united;
}

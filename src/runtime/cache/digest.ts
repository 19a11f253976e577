/** Computes SHA-256 digests, the keys of the cache. */
import { createHash, hash } from 'node:crypto';

/** Returns the SHA-256 of UTF-8 text or bytes, hexadecimal. */
export const computeDigest = (content: string | Uint8Array): string => hash('sha256', content);

/** Returns the digest of several parts. Their order and their boundaries count. */
export function computeCombinedDigest(parts: readonly (string | Uint8Array)[]): string {
  const sum = createHash('sha256');
  for (const part of parts) {
    sum.update(`${typeof part === 'string' ? Buffer.byteLength(part) : part.length} `);
    sum.update(part);
  }
  return sum.digest('hex');
}

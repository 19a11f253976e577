/** SHA-256, by which the cache knows everything. */
import { createHash, hash } from 'node:crypto';

/** SHA-256 of UTF-8 or bytes, hexadecimal. */
export const digestOf = (content: string | Uint8Array): string => hash('sha256', content);

/** Of several things in their order; where one ends and the next begins makes a difference. */
export function digestOfAll(parts: readonly (string | Uint8Array)[]): string {
  const sum = createHash('sha256');
  for (const part of parts) {
    sum.update(`${typeof part === 'string' ? Buffer.byteLength(part) : part.length} `);
    sum.update(part);
  }
  return sum.digest('hex');
}

/** Measures GIF files: GIF89a specification. */
import { type Extent, type ImageFormat, readAscii } from './format.ts';

export const GIF: ImageFormat = {
  name: 'GIF',
  mediaType: 'image/gif',
  hasSignature: (bytes) => /^GIF8[79]a$/.test(readAscii(bytes, 0, 6)),
  measure,
};

const [EXTENSION, IMAGE, TRAILER] = [0x21, 0x2c, 0x3b];

/** Reads the screen descriptor, then blocks up to the trailer: GIF89a, 18 to 27. */
function measure(bytes: Buffer): Extent | undefined {
  let at = 13 + tableSize(bytes[10]);
  let hasPixels = false;
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === TRAILER) return hasPixels ? { end: at + 1 } : undefined;
    if (kind === EXTENSION) at = skipBlocks(bytes, at + 2);
    else if (kind === IMAGE) {
      const data = at + 10 + tableSize(bytes[at + 9]);
      const end = skipBlocks(bytes, data + 1);
      if (end > bytes.length) return undefined;
      // Only the first image counts, because pages and reading systems show it first.
      hasPixels ||= countPixels(bytes, data, end) >= bytes.readUInt16LE(at + 5) * bytes.readUInt16LE(at + 7);
      at = end;
    } else return undefined;
  }
  return undefined;
}

/** Returns the bytes of a color table, three for each color: GIF89a, 18 and 20. */
const tableSize = (packed = 0): number => ((packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1));

/**
 * Skips data blocks of up to 255 bytes, each after its length, up to an empty block: GIF89a, 15. Returns an
 * offset past the end if the empty block is missing.
 */
function skipBlocks(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const length = bytes[at] ?? 0;
    at += 1 + length;
    if (length === 0) return at;
  }
  return bytes.length + 1;
}

/** Counts the pixels of the LZW codes without decoding colors: GIF89a, appendix F. */
function countPixels(bytes: Buffer, from: number, end: number): number {
  const minSize = bytes[from] ?? 0;
  if (minSize < 1 || minSize > 11) return 0;
  const counter = new CodeCounter(minSize);
  for (let block = from + 1; block < end; block += 1 + (bytes[block] ?? 0)) {
    for (let at = block + 1; at <= block + (bytes[block] ?? 0); at += 1) {
      if (!counter.addByte(bytes[at] ?? 0)) return counter.pixels;
    }
  }
  return counter.pixels;
}

/** Number of codes; a code has 12 bits at most. */
const MAX_CODES = 4096;

/** Counts the pixels of LZW codes. */
class CodeCounter {
  pixels = 0;
  /** Size of the next code in bits. */
  #size: number;
  #bits = 0;
  #count = 0;
  readonly #minSize: number;
  /** Number of pixels of each code. */
  readonly #lengths = new Uint32Array(MAX_CODES);
  #next: number;
  #lastCode = -1;

  constructor(minSize: number) {
    this.#minSize = minSize;
    this.#size = minSize + 1;
    this.#next = 2 ** minSize + 2;
    this.#lengths.fill(1, 0, 2 ** minSize);
  }

  /** Adds a byte of codes. Returns whether more may follow. */
  addByte(byte: number): boolean {
    this.#bits |= byte << this.#count;
    this.#count += 8;
    while (this.#count >= this.#size) {
      const size = this.#size;
      if (!this.#addCode(this.#bits & ((1 << size) - 1))) return false;
      this.#bits >>>= size;
      this.#count -= size;
    }
    return true;
  }

  #addCode(code: number): boolean {
    const clear = 2 ** this.#minSize;
    if (code === clear) {
      [this.#size, this.#next, this.#lastCode] = [this.#minSize + 1, clear + 2, -1];
      return true;
    }
    if (code === clear + 1 || code > this.#next || (this.#lastCode < 0 && code >= clear)) return false;
    if (this.#lastCode >= 0 && this.#next < MAX_CODES) {
      this.#lengths[this.#next] = (this.#lengths[this.#lastCode] ?? 0) + 1;
      this.#next += 1;
      if (this.#next === 2 ** this.#size && this.#size < 12) this.#size += 1;
    }
    this.pixels += this.#lengths[code] ?? 0;
    this.#lastCode = code;
    return true;
  }
}

/** GIF89a. */
import { ascii, type Extent, type Format } from './format.ts';

export const GIF: Format = {
  name: 'GIF',
  mediaType: 'image/gif',
  begins: (bytes) => /^GIF8[79]a$/.test(ascii(bytes, 0, 6)),
  measure,
};

const [EXTENSION, IMAGE, TRAILER] = [0x21, 0x2c, 0x3b];

/** 18 to 27: the screen, then blocks up to the trailer, an image among them. */
function measure(bytes: Buffer): Extent | undefined {
  let at = 13 + tableSize(bytes[10]);
  let isSeen = false;
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === TRAILER) return isSeen ? { end: at + 1 } : undefined;
    if (kind === EXTENSION) at = endOfBlocks(bytes, at + 2);
    else if (kind === IMAGE) {
      const data = at + 10 + tableSize(bytes[at + 9]);
      const end = endOfBlocks(bytes, data + 1);
      if (end > bytes.length) return undefined;
      // Only of the first: an e-book or a page shows it before any other.
      isSeen ||= pixelsIn(bytes, data, end) >= bytes.readUInt16LE(at + 5) * bytes.readUInt16LE(at + 7);
      at = end;
    } else return undefined;
  }
  return undefined;
}

/** 18 and 20: three bytes for each color of a table, where there is one. */
const tableSize = (packed = 0): number => ((packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1));

/** 15: blocks of up to 255 bytes, each after its length, up to one of none. @returns past the end where that is missing */
function endOfBlocks(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const length = bytes[at] ?? 0;
    at += 1 + length;
    if (length === 0) return at;
  }
  return bytes.length + 1;
}

/** Appendix F: how many pixels the codes stand for, without their colors. */
function pixelsIn(bytes: Buffer, from: number, end: number): number {
  const least = bytes[from] ?? 0;
  if (least < 1 || least > 11) return 0;
  const counter = new CodeCounter(least);
  for (let block = from + 1; block < end; block += 1 + (bytes[block] ?? 0)) {
    for (let at = block + 1; at <= block + (bytes[block] ?? 0); at += 1) {
      if (!counter.takeByte(bytes[at] ?? 0)) return counter.pixels;
    }
  }
  return counter.pixels;
}

/** Codes are 12 bits at most. */
const MOST_CODES = 4096;

class CodeCounter {
  pixels = 0;
  /** Bits of the next code. */
  #size: number;
  #bits = 0;
  #count = 0;
  readonly #least: number;
  /** Pixels of each code. */
  readonly #lengths = new Uint32Array(MOST_CODES);
  #next: number;
  #last = -1;

  constructor(least: number) {
    this.#least = least;
    this.#size = least + 1;
    this.#next = 2 ** least + 2;
    this.#lengths.fill(1, 0, 2 ** least);
  }

  /** @returns whether more may follow */
  takeByte(byte: number): boolean {
    this.#bits |= byte << this.#count;
    this.#count += 8;
    while (this.#count >= this.#size) {
      const size = this.#size;
      if (!this.#take(this.#bits & ((1 << size) - 1))) return false;
      this.#bits >>>= size;
      this.#count -= size;
    }
    return true;
  }

  #take(code: number): boolean {
    const clear = 2 ** this.#least;
    if (code === clear) {
      [this.#size, this.#next, this.#last] = [this.#least + 1, clear + 2, -1];
      return true;
    }
    if (code === clear + 1 || code > this.#next || (this.#last < 0 && code >= clear)) return false;
    if (this.#last >= 0 && this.#next < MOST_CODES) {
      this.#lengths[this.#next] = (this.#lengths[this.#last] ?? 0) + 1;
      this.#next += 1;
      if (this.#next === 2 ** this.#size && this.#size < 12) this.#size += 1;
    }
    this.pixels += this.#lengths[code] ?? 0;
    this.#last = code;
    return true;
  }
}

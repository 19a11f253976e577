/** A buffer that grows while bytes are appended. */
const ZERO = 0x30;
const VIEW_THRESHOLD = 64;

/** Appends bytes, text and numbers to a buffer. */
export class ByteWriter {
  #bytes: Buffer;
  #length = 0;

  /** @param expected number of bytes, approximately */
  constructor(expected: number) {
    this.#bytes = Buffer.allocUnsafe(expected);
  }

  /**
   * Returns the bytes that were written. The writer must not be used afterwards, because they are not copied.
   */
  result(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  /** @param text Latin-1, one character a byte */
  text(text: string): void {
    if (this.#length + text.length > this.#bytes.length) this.#grow(text.length);
    this.#length += this.#bytes.write(text, this.#length, 'latin1');
  }

  /** @param value a whole number, 0 or greater */
  digits(value: number): void {
    if (value >= 10) this.digits((value / 10) | 0);
    this.byte(ZERO + (value % 10));
  }

  copy(source: Uint8Array, start: number, end: number): void {
    if (this.#length + end - start > this.#bytes.length) this.#grow(end - start);
    if (end - start > VIEW_THRESHOLD) this.#bytes.set(source.subarray(start, end), this.#length);
    // Creating a view costs more than copying a few bytes one by one.
    else for (let at = start; at < end; at += 1) this.#bytes[this.#length + at - start] = source[at] ?? 0;
    this.#length += end - start;
  }

  #grow(by: number): void {
    const larger = Buffer.allocUnsafe(this.#bytes.length * 2 + by);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

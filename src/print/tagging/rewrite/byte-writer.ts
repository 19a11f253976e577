/** Bytes as they are put together. */
const ZERO = 0x30;
const FEW = 64;

/** One after the other, of which it is not known before how many they are. */
export class ByteWriter {
  private bytes: Buffer;
  private length = 0;

  /** @param expected how many bytes there will be, about */
  constructor(expected: number) {
    this.bytes = Buffer.allocUnsafe(expected);
  }

  /** What was written; the writer is not to be used any more. */
  written(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length] = value;
    this.length += 1;
  }

  /** @param text Latin-1, one character a byte */
  text(text: string): void {
    if (this.length + text.length > this.bytes.length) this.grow(text.length);
    this.length += this.bytes.write(text, this.length, 'latin1');
  }

  /** @param value a whole number, not below 0 */
  digits(value: number): void {
    if (value >= 10) this.digits((value / 10) | 0);
    this.byte(ZERO + (value % 10));
  }

  copy(source: Uint8Array, start: number, end: number): void {
    if (this.length + end - start > this.bytes.length) this.grow(end - start);
    if (end - start > FEW) this.bytes.set(source.subarray(start, end), this.length);
    // A view of so few bytes costs more than they do.
    else for (let at = start; at < end; at += 1) this.bytes[this.length + at - start] = source[at] ?? 0;
    this.length += end - start;
  }

  private grow(by: number): void {
    const larger = Buffer.allocUnsafe(this.bytes.length * 2 + by);
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

/** Objects of a book with what is known of them, as bytes. */
import type { ObjectBlock } from '../../lib/pdf/write/object-block.ts';

/** Objects, and plain data about them. */
export interface BlockRecord<T> {
  readonly facts: T;
  readonly block: ObjectBlock;
}

/** Bytes of the two numbers at the beginning: the lengths of the facts and of the rows. */
const HEADER = 8;

/** Encodes a record. The rows are in the byte order of the machine, because only machines of one kind share records. */
export function encodeRecord<T>({ facts, block }: BlockRecord<T>): Uint8Array {
  const [text, header] = [Buffer.from(JSON.stringify(facts)), Buffer.alloc(HEADER)];
  const rows = Buffer.from(block.rows.buffer, block.rows.byteOffset, block.rows.byteLength);
  header.writeUInt32LE(text.length, 0);
  header.writeUInt32LE(rows.length, 4);
  return new Uint8Array(Buffer.concat([header, text, rows, block.bytes]));
}

/** Decodes a record. */
export function decodeRecord<T>(record: Uint8Array): BlockRecord<T> {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  const start = HEADER + bytes.readUInt32LE(0);
  const end = start + bytes.readUInt32LE(4);
  // A copy, because the rows must begin at a multiple of four bytes.
  const rows = Uint8Array.from(bytes.subarray(start, end));
  return {
    facts: JSON.parse(bytes.toString('utf8', HEADER, start)) as T,
    block: { rows: new Uint32Array(rows.buffer), bytes: bytes.subarray(end) },
  };
}

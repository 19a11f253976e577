/**
 * Writes objects to a block of bytes that can be anywhere in a file. Streams stay as they are, all other objects go into object
 * streams (ISO 32000-1, 7.5.7).
 */
import { deflateBytes } from '../deflate.ts';
import { type Dict, dict, Stream } from '../objects.ts';
import { serializeValue } from '../syntax.ts';
import type { NumberedObject, NumberedObjects, NumberOf } from './number-objects.ts';

/** Number of objects in one object stream. More objects compress better, fewer open faster. */
export const OBJECTS_PER_STREAM = 500;

/** Objects as they are in a file. */
export interface ObjectBlock {
  /**
   * A row of {@link ROW} values for each object: its number, and the entry of the cross-reference stream (ISO 32000-1, table 18):
   * type, offset in the block or number of the object stream, index in the object stream.
   */
  readonly rows: Uint32Array;
  readonly bytes: Uint8Array;
}

/** Values in a row. */
export const ROW = 4;

/**
 * Writes objects. The object streams get the numbers after those of the objects.
 * @param whole returns from the size of all plain objects in bytes what {@link deflateBytes} needs
 */
export async function writeBlock(
  { objects, numberOf, next }: NumberedObjects,
  whole: (size: number) => number,
): Promise<ObjectBlock> {
  const plain = objects.filter(({ value }) => !(value instanceof Stream));
  const packs = await Promise.all(
    chunk(plain, OBJECTS_PER_STREAM).map(async (group) => ({
      group,
      stream: await packObjects(group, numberOf, plain.length, whole),
    })),
  );
  const block = new BlockWriter();
  for (const { number, value } of objects) if (value instanceof Stream) block.add(number, value, numberOf);
  for (const [index, { stream, group }] of packs.entries()) {
    block.add(next + index, stream, numberOf);
    for (const [place, { number }] of group.entries()) block.rows.push(number, 2, next + index, place);
  }
  return block.finish();
}

/** Returns the first number that is free after all objects of a block. */
export function findNext({ rows }: ObjectBlock): number {
  let next = 0;
  for (let at = 0; at < rows.length; at += ROW) next = Math.max(next, 1 + (rows[at] ?? 0));
  return next;
}

async function packObjects(
  group: readonly NumberedObject[],
  numberOf: NumberOf,
  all: number,
  whole: (size: number) => number,
): Promise<Stream> {
  let head = '';
  let text = '';
  for (const { number, value } of group) {
    head += `${number} ${text.length} `;
    text += `${serializeValue(value, numberOf)}\n`;
  }
  const bytes = Buffer.from(head + text, 'latin1');
  const data = await deflateBytes(bytes, whole((bytes.length * all) / group.length));
  const entries = { Type: '/ObjStm', N: group.length, First: head.length, Filter: '/FlateDecode' } as const;
  return new Stream(dict(entries), data);
}

function chunk<T>(values: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let at = 0; at < values.length; at += size) groups.push(values.slice(at, at + size));
  return groups;
}

const END_OF_STREAM = Buffer.from('\nendstream\nendobj\n', 'latin1');

/** Appends streams and records their positions. */
class BlockWriter {
  readonly rows: number[] = [];
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  add(number: number, stream: Stream, numberOf: NumberOf): void {
    this.rows.push(number, 1, this.#length, 0);
    for (const part of serializeStream(number, stream, numberOf)) {
      this.#parts.push(part);
      this.#length += part.length;
    }
  }

  finish(): ObjectBlock {
    return { rows: Uint32Array.from(this.rows), bytes: Buffer.concat(this.#parts) };
  }
}

/** Serializes a stream as an object of its own. */
export function serializeStream(number: number, value: Stream, numberOf: NumberOf): readonly Uint8Array[] {
  const entries: Dict = new Map(value.dict).set('Length', value.data.length);
  const head = `${number} 0 obj\n${serializeValue(entries, numberOf)}\nstream\n`;
  return [Buffer.from(head, 'latin1'), value.data, END_OF_STREAM];
}

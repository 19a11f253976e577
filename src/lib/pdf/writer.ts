/**
 * Writes a PDF 1.7: every object that can be reached, in the order in which it is met, those that are no streams packed
 * into object streams (ISO 32000-1, 7.5.7 and 7.5.8). The bytes depend on the objects alone.
 */
import { createHash } from 'node:crypto';
import { deflated } from './deflate.ts';
import { type Dict, dict, Reference, Stream, Text, type Value } from './objects.ts';
import type { PdfFile } from './pdf-file.ts';
import { filter } from './predictor.ts';
import { serialise } from './syntax.ts';

/** Objects in one object stream: more pack better, fewer open sooner. */
const PACKED = 500;

/** The four bytes say that the file is not text (ISO 19005-2, 6.1.2). */
const HEAD = Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1');

interface Numbered {
  readonly number: number;
  readonly value: Value;
}

export async function writePdf(file: PdfFile): Promise<Uint8Array> {
  const { objects, numberOf } = reachable(file);
  const streams = objects.filter(({ value }) => value instanceof Stream);
  const plain = objects.filter(({ value }) => !(value instanceof Stream));
  const packs = await Promise.all(
    grouped(plain, PACKED).map(async (group, index) => ({
      number: objects.length + 1 + index,
      group,
      stream: await packed(group, numberOf, plain.length),
    })),
  );
  const body = new Body();
  for (const { number, value } of streams) body.add(number, value, numberOf);
  for (const { number, stream, group } of packs) {
    body.add(number, stream, numberOf);
    group.forEach((object, index) => void body.rows.set(object.number, [2, number, index]));
  }
  return body.finish(file.trailer, numberOf);
}

/** Objects from the catalogue on, depth first: what belongs together stands together, which packs well. */
function reachable(file: PdfFile) {
  const numbers = new Map<number, number>();
  const objects: Numbered[] = [];
  const waiting: Value[] = [file.trailer.get('Info') ?? null, file.trailer.get('Root') ?? null];
  const meet = (reference: Reference): void => {
    if (numbers.has(reference.number)) return;
    const value = file.get(reference);
    if (value === undefined) throw new Error(`the PDF has no object ${reference.number}`);
    numbers.set(reference.number, numbers.size + 1);
    objects.push({ number: numbers.size, value });
    waiting.push(value);
  };
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (value instanceof Reference) meet(value);
    else waitFor(waiting, partsOf(value));
  }
  const numberOf = ({ number }: Reference): number => numbers.get(number) ?? 0;
  return { objects, numberOf };
}

function partsOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return [...value.values()];
  return value instanceof Stream ? [...value.dict.values()] : [];
}

/** The first is to be met first. */
function waitFor(waiting: Value[], values: readonly Value[]): void {
  for (let index = values.length - 1; index >= 0; index -= 1) {
    const value = values[index];
    if (typeof value === 'object' && value !== null) waiting.push(value);
  }
}

async function packed(group: readonly Numbered[], numberOf: (reference: Reference) => number, all: number) {
  let head = '';
  let text = '';
  for (const { number, value } of group) {
    head += `${number} ${text.length} `;
    text += `${serialise(value, numberOf)}\n`;
  }
  const bytes = Buffer.from(head + text, 'latin1');
  const data = await deflated(bytes, (bytes.length * all) / group.length);
  const entries = { Type: '/ObjStm', N: group.length, First: head.length, Filter: '/FlateDecode' } as const;
  return new Stream(dict(entries), data);
}

function grouped<T>(values: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let at = 0; at < values.length; at += size) groups.push(values.slice(at, at + size));
  return groups;
}

/** The file as it grows. */
class Body {
  /** By number of the object: kind, place, index (ISO 32000-1, table 18). */
  readonly rows = new Map<number, readonly [number, number, number]>([[0, [0, 0, 0]]]);
  private readonly parts: Uint8Array[] = [HEAD];
  private length = HEAD.length;

  add(number: number, value: Value, numberOf: (reference: Reference) => number): void {
    if (!(value instanceof Stream)) throw new Error('only streams stand outside an object stream');
    this.rows.set(number, [1, this.length, 0]);
    const entries: Dict = new Map(value.dict).set('Length', value.data.length);
    this.push(Buffer.from(`${number} 0 obj\n${serialise(entries, numberOf)}\nstream\n`, 'latin1'));
    this.push(value.data);
    this.push(Buffer.from('\nendstream\nendobj\n', 'latin1'));
  }

  async finish(trailer: Dict, numberOf: (reference: Reference) => number): Promise<Uint8Array> {
    const number = this.rows.size;
    const start = this.length;
    this.rows.set(number, [1, start, 0]);
    const widths = [1, bytesFor(start), bytesFor(PACKED)] as const;
    const rows = this.table(widths);
    const table = await deflated(filter(rows, rows.length / this.rows.size), rows.length);
    const hash = createHash('sha256');
    for (const part of this.parts) hash.update(part);
    const id = new Text(hash.digest().subarray(0, 16).toString('latin1'));
    const entries = dict({
      Type: '/XRef',
      Size: this.rows.size,
      W: [...widths],
      Root: trailer.get('Root'),
      Info: trailer.get('Info'),
      ID: [id, id],
      Filter: '/FlateDecode',
      DecodeParms: dict({ Predictor: 12, Columns: rows.length / this.rows.size }),
    });
    this.add(number, new Stream(entries, table), numberOf);
    this.push(Buffer.from(`startxref\n${start}\n%%EOF\n`, 'latin1'));
    return new Uint8Array(Buffer.concat(this.parts));
  }

  private table([kindWidth, placeWidth, indexWidth]: Widths): Buffer {
    const width = kindWidth + placeWidth + indexWidth;
    const table = Buffer.alloc(this.rows.size * width);
    for (const [number, [kind, place, index]] of this.rows) {
      const at = number * width;
      table.writeUIntBE(kind, at, kindWidth);
      table.writeUIntBE(place, at + kindWidth, placeWidth);
      table.writeUIntBE(index, at + kindWidth + placeWidth, indexWidth);
    }
    return table;
  }

  private push(part: Uint8Array): void {
    this.parts.push(part);
    this.length += part.length;
  }
}

/** Bytes of the columns of a row. */
type Widths = readonly [number, number, number];

function bytesFor(largest: number): number {
  let bytes = 1;
  while (largest >= 256 ** bytes) bytes += 1;
  return bytes;
}

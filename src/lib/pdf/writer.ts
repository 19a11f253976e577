/**
 * Writes a PDF 1.7 with all reachable objects, numbered depth first. Objects that are no streams go into
 * object streams (ISO 32000-1, 7.5.7 and 7.5.8). The bytes depend only on the objects.
 */
import { createHash } from 'node:crypto';
import { deflateBytes, INTERMEDIATE } from './deflate.ts';
import { type Dict, dict, PdfString, Reference, Stream, type Value } from './objects.ts';
import type { PdfFile } from './pdf-file.ts';
import { encodePredictor } from './predictor.ts';
import { serializeValue } from './syntax.ts';
import { UnsupportedPdfError } from './unsupported-pdf-error.ts';

/** Number of objects in one object stream. More objects compress better, fewer open faster. */
const OBJECTS_PER_STREAM = 500;

/** The file header. The four bytes above 127 mark the file as binary (ISO 19005-2, 6.1.2). */
const FILE_HEADER = Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1');

interface NumberedObject {
  readonly number: number;
  readonly value: Value;
}

/** How a file is written. */
export interface WriteOptions {
  /** Whether the file is read once more by this program: then its objects are compressed in less time, and not as well. */
  readonly isIntermediate?: boolean;
}

export async function writePdf(
  file: PdfFile,
  { isIntermediate = false }: WriteOptions = {},
): Promise<Uint8Array> {
  const { objects, numberOf } = collectReachable(file);
  const streams = objects.filter(({ value }) => value instanceof Stream);
  const plain = objects.filter(({ value }) => !(value instanceof Stream));
  const packs = await Promise.all(
    chunk(plain, OBJECTS_PER_STREAM).map(async (group, index) => ({
      number: objects.length + 1 + index,
      group,
      stream: await packObjects(group, numberOf, isIntermediate ? INTERMEDIATE : plain.length),
    })),
  );
  const body = new FileBody();
  for (const { number, value } of streams) body.add(number, value, numberOf);
  for (const { number, stream, group } of packs) {
    body.add(number, stream, numberOf);
    group.forEach((object, index) => void body.rows.set(object.number, [2, number, index]));
  }
  return body.finish(file.trailer, numberOf);
}

/**
 * Collects the objects from the document catalog on, depth first, because related neighbors compress better.
 */
function collectReachable(file: PdfFile) {
  const numbers = new Map<number, number>();
  const objects: NumberedObject[] = [];
  const stack: Value[] = [file.trailer.get('Info') ?? null, file.trailer.get('Root') ?? null];
  const visit = (reference: Reference): void => {
    if (numbers.has(reference.number)) return;
    const value = file.get(reference);
    if (value === undefined) throw new UnsupportedPdfError(`the PDF has no object ${reference.number}`);
    numbers.set(reference.number, numbers.size + 1);
    objects.push({ number: numbers.size, value });
    stack.push(value);
  };
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (value instanceof Reference) visit(value);
    else pushReversed(stack, listChildValues(value));
  }
  const numberOf = ({ number }: Reference): number => numbers.get(number) ?? 0;
  return { objects, numberOf };
}

function listChildValues(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return [...value.values()];
  return value instanceof Stream ? [...value.dict.values()] : [];
}

/** Pushes values in reverse order, so that the first is popped first. */
function pushReversed(stack: Value[], values: readonly Value[]): void {
  for (let index = values.length - 1; index >= 0; index -= 1) {
    const value = values[index];
    if (typeof value === 'object' && value !== null) stack.push(value);
  }
}

async function packObjects(
  group: readonly NumberedObject[],
  numberOf: (reference: Reference) => number,
  all: number,
) {
  let head = '';
  let text = '';
  for (const { number, value } of group) {
    head += `${number} ${text.length} `;
    text += `${serializeValue(value, numberOf)}\n`;
  }
  const bytes = Buffer.from(head + text, 'latin1');
  const data = await deflateBytes(bytes, (bytes.length * all) / group.length);
  const entries = { Type: '/ObjStm', N: group.length, First: head.length, Filter: '/FlateDecode' } as const;
  return new Stream(dict(entries), data);
}

function chunk<T>(values: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let at = 0; at < values.length; at += size) groups.push(values.slice(at, at + size));
  return groups;
}

/** Appends objects to the file and records their positions. */
class FileBody {
  /**
   * Rows of the cross-reference stream by object number: type, offset or stream number, index (ISO 32000-1,
   * table 18).
   */
  readonly rows = new Map<number, readonly [number, number, number]>([[0, [0, 0, 0]]]);
  readonly #parts: Uint8Array[] = [FILE_HEADER];
  #length = FILE_HEADER.length;

  add(number: number, value: Value, numberOf: (reference: Reference) => number): void {
    if (!(value instanceof Stream)) throw new Error('only streams can be outside an object stream');
    this.rows.set(number, [1, this.#length, 0]);
    const entries: Dict = new Map(value.dict).set('Length', value.data.length);
    this.#push(Buffer.from(`${number} 0 obj\n${serializeValue(entries, numberOf)}\nstream\n`, 'latin1'));
    this.#push(value.data);
    this.#push(Buffer.from('\nendstream\nendobj\n', 'latin1'));
  }

  async finish(trailer: Dict, numberOf: (reference: Reference) => number): Promise<Uint8Array> {
    const number = this.rows.size;
    const start = this.#length;
    this.rows.set(number, [1, start, 0]);
    const widths = [1, countBytes(start), countBytes(OBJECTS_PER_STREAM)] as const;
    const rows = this.#buildTable(widths);
    const table = await deflateBytes(encodePredictor(rows, rows.length / this.rows.size), rows.length);
    const hash = createHash('sha256');
    for (const part of this.#parts) hash.update(part);
    const id = new PdfString(hash.digest().subarray(0, 16).toString('latin1'));
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
    this.#push(Buffer.from(`startxref\n${start}\n%%EOF\n`, 'latin1'));
    return new Uint8Array(Buffer.concat(this.#parts));
  }

  #buildTable([typeWidth, placeWidth, indexWidth]: Widths): Buffer {
    const width = typeWidth + placeWidth + indexWidth;
    const table = Buffer.alloc(this.rows.size * width);
    for (const [number, [type, place, index]] of this.rows) {
      const at = number * width;
      table.writeUIntBE(type, at, typeWidth);
      table.writeUIntBE(place, at + typeWidth, placeWidth);
      table.writeUIntBE(index, at + typeWidth + placeWidth, indexWidth);
    }
    return table;
  }

  #push(part: Uint8Array): void {
    this.#parts.push(part);
    this.#length += part.length;
  }
}

/** Widths of the columns in bytes. */
type Widths = readonly [number, number, number];

function countBytes(largest: number): number {
  let bytes = 1;
  while (largest >= 256 ** bytes) bytes += 1;
  return bytes;
}

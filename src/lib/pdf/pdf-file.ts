/**
 * A PDF in memory: objects by number, read when asked for, changed in place, written anew.
 *
 *     const file = PdfFile.read(bytes);
 *     const page = file.dict(pagesOf(file)[0]);     // a reference is followed, and what is there is a dictionary
 *     page.set('Tabs', '/S');                       // dictionaries and arrays are changed as they are
 *     const added = file.add(dict({ Type: '/X' })); // a new object; file.set(reference, value) replaces one
 *     const text = file.inflated(stream);           // the bytes of a stream, unpacked
 *     const bytes = await writePdf(file);           // only what can be reached is written, numbered as it is met
 *
 * It reads what Chromium's Skia writes (a classic cross-reference table, PDF 1.4) and what {@link writePdf} writes
 * (object streams), no more: no encryption, no updates, no filter but deflate.
 */

import { inflateSync } from 'node:zlib';
import { type Dict, isDict, Reference, Stream, type Value } from './objects.ts';
import { Reader } from './syntax.ts';
import { type Entry, readTable } from './xref.ts';

/**
 * At once: to have another thread unpack a page takes this one twice as long as to do it, if zlib hands all over at a time.
 * Bytes.
 */
const UNPACKING = { chunkSize: 1 << 17 } as const;

export class PdfFile {
  readonly trailer: Dict;
  private readonly bytes: Uint8Array;
  private readonly text: string;
  private readonly entries: ReadonlyMap<number, Entry>;
  private readonly objects = new Map<number, Value>();
  private readonly packed = new Map<number, readonly Value[]>();
  private last: number;

  private constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const { entries, trailer, last } = readTable(this.text, (at) => this.objectAt(at));
    this.entries = entries;
    this.trailer = trailer;
    this.last = last;
  }

  /** @throws {Error} when the file is not of the form described above */
  static read(bytes: Uint8Array): PdfFile {
    return new PdfFile(bytes);
  }

  get catalog(): Dict {
    return this.dict(this.trailer.get('Root'));
  }

  /** What a value stands for: of a reference the object, of any other the value itself. */
  get(value: Value | undefined): Value | undefined {
    if (!(value instanceof Reference)) return value;
    const known = this.objects.get(value.number);
    if (known !== undefined) return known;
    const entry = this.entries.get(value.number);
    if (entry === undefined) return undefined;
    const object =
      typeof entry === 'number' ? this.objectAt(entry) : this.packedIn(entry.stream)[entry.index];
    if (object !== undefined) this.objects.set(value.number, object);
    return object;
  }

  /** @throws {Error} when it is no dictionary */
  dict(value: Value | undefined): Dict {
    const found = this.get(value);
    if (found instanceof Stream) return found.dict;
    if (isDict(found)) return found;
    throw new Error(`the PDF has no dictionary where one is expected${placeOf(value)}`);
  }

  /** @throws {Error} when it is no stream */
  stream(value: Value | undefined): Stream {
    const found = this.get(value);
    if (found instanceof Stream) return found;
    throw new Error(`the PDF has no stream where one is expected${placeOf(value)}`);
  }

  /** An array's values; a single value as a list of one, and none as an empty list. */
  list(value: Value | undefined): readonly Value[] {
    const found = this.get(value);
    if (value === undefined || found === undefined || found === null) return [];
    return Array.isArray(found) ? found : [value];
  }

  add(value: Value): Reference {
    this.last += 1;
    this.objects.set(this.last, value);
    return new Reference(this.last);
  }

  set({ number }: Reference, value: Value): void {
    this.objects.set(number, value);
  }

  /** The bytes of a stream, unpacked. */
  inflated({ dict, data }: Stream): Buffer {
    if (isDeflated(dict)) return inflateSync(data, UNPACKING);
    return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  }

  private objectAt(offset: number): Value {
    HEAD.lastIndex = offset;
    if (!HEAD.test(this.text)) throw new Error(`the PDF has no object at byte ${offset}`);
    const reader = new Reader(this.text, HEAD.lastIndex);
    const value = reader.value() ?? null;
    reader.skipSpace();
    return isDict(value) && this.text.startsWith('stream', reader.at)
      ? this.streamAt(value, reader.at + 'stream'.length)
      : value;
  }

  private streamAt(dict: Dict, keywordEnd: number): Stream {
    const start = keywordEnd + (this.text[keywordEnd] === '\r' ? 2 : 1);
    const length = this.get(dict.get('Length'));
    if (typeof length !== 'number') throw new Error(`the PDF has a stream without a length at byte ${start}`);
    return new Stream(dict, this.bytes.subarray(start, start + length));
  }

  private packedIn(number: number): readonly Value[] {
    const known = this.packed.get(number);
    if (known !== undefined) return known;
    const stream = this.stream(new Reference(number));
    const text = this.inflated(stream).toString('latin1');
    const first = Number(stream.dict.get('First'));
    const head = text.slice(0, first).trim().split(/\s+/).map(Number);
    const values = head
      .filter((_number, index) => index % 2 === 1)
      .map((offset) => new Reader(text, first + offset).value() ?? null);
    this.packed.set(number, values);
    return values;
  }
}

const HEAD = /\s*\d+ \d+ obj\b/y;

export function isDeflated(dict: Dict): boolean {
  const filter = dict.get('Filter');
  if (filter !== undefined && filter !== '/FlateDecode')
    throw new Error('the PDF has a stream of unknown kind');
  return filter !== undefined;
}

const placeOf = (value: Value | undefined): string =>
  value instanceof Reference ? ` (object ${value.number})` : '';

/**
 * Holds a PDF in memory: objects by number, parsed on demand, changed in place and written to a new file.
 *
 *     const file = PdfFile.read(bytes);
 *     const page = file.dict(collectPages(file)[0]); // resolves references; throws if it is no dictionary
 *     page.set('Tabs', '/S');                        // dictionaries and arrays are changed in place
 *     const added = file.add(dict({ Type: '/X' }));  // a new object; `file.set(reference, value)` replaces one
 *     const text = file.inflate(stream);             // the decompressed bytes of a stream
 *     const bytes = await writePdf(file);            // reachable objects only, numbered in the order of the traversal
 *
 * It supports only what Chromium's Skia writes (a classic cross-reference table, PDF 1.4) and what
 * {@link writePdf} writes (object streams): no encryption, no incremental updates, no filter but deflate.
 */

import { inflateSync } from 'node:zlib';
import { type Dict, isDict, Reference, Stream, type Value } from './objects.ts';
import { PdfParser } from './syntax.ts';
import { UnsupportedPdfError } from './unsupported-pdf-error.ts';
import { readXrefTable, type XrefEntry, type XrefTable } from './xref.ts';

/**
 * Decompression is synchronous and returns one chunk, because handing a page to another thread takes twice as
 * long as decompressing it. Bytes.
 */
const INFLATE_OPTIONS = { chunkSize: 1 << 17 } as const;

export class PdfFile {
  readonly trailer: Dict;
  readonly #bytes: Uint8Array;
  readonly #text: string;
  readonly #entries: ReadonlyMap<number, XrefEntry>;
  readonly #objects = new Map<number, Value>();
  readonly #objectStreams = new Map<number, ObjectStream>();
  #last: number;

  private constructor(bytes: Uint8Array, known?: XrefTable) {
    this.#bytes = bytes;
    this.#text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const { entries, trailer, last } = known ?? readXrefTable(this.#text, (at) => this.#readObject(at));
    this.#entries = entries;
    this.trailer = trailer;
    this.#last = last;
  }

  /** @throws {UnsupportedPdfError} when the file is not of the form described above */
  static read(bytes: Uint8Array): PdfFile {
    return new PdfFile(bytes);
  }

  /** Creates a file without objects. @param last number after which its objects are numbered */
  static create(last = 0): PdfFile {
    return new PdfFile(new Uint8Array(), { entries: new Map(), trailer: new Map(), last });
  }

  get catalog(): Dict {
    return this.dict(this.trailer.get('Root'));
  }

  /** Resolves a reference to its object; returns any other value unchanged. */
  get(value: Value | undefined): Value | undefined {
    if (!(value instanceof Reference)) return value;
    const known = this.#objects.get(value.number);
    if (known !== undefined) return known;
    const entry = this.#entries.get(value.number);
    if (entry === undefined) return undefined;
    const object =
      typeof entry === 'number'
        ? this.#readObject(entry)
        : parsePacked(this.#readObjectStream(entry.stream), entry.index);
    if (object !== undefined) this.#objects.set(value.number, object);
    return object;
  }

  /** @throws {UnsupportedPdfError} when it is no dictionary */
  dict(value: Value | undefined): Dict {
    const found = this.get(value);
    if (found instanceof Stream) return found.dict;
    if (isDict(found)) return found;
    throw new UnsupportedPdfError(
      `the PDF has no dictionary where one is expected${describeReference(value)}`,
    );
  }

  /** @throws {UnsupportedPdfError} when it is no stream */
  stream(value: Value | undefined): Stream {
    const found = this.get(value);
    if (found instanceof Stream) return found;
    throw new UnsupportedPdfError(`the PDF has no stream where one is expected${describeReference(value)}`);
  }

  /** Returns the values of an array, a single value as a list of one, and no value as an empty list. */
  list(value: Value | undefined): readonly Value[] {
    const found = this.get(value);
    if (value === undefined || found === undefined || found === null) return [];
    return Array.isArray(found) ? found : [value];
  }

  add(value: Value): Reference {
    this.#last += 1;
    this.#objects.set(this.#last, value);
    return new Reference(this.#last);
  }

  set({ number }: Reference, value: Value): void {
    this.#objects.set(number, value);
  }

  /** Returns the decompressed bytes of a stream. */
  inflate({ dict, data }: Stream): Buffer {
    if (isDeflated(dict)) return inflateSync(data, INFLATE_OPTIONS);
    return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  }

  #readObject(offset: number): Value {
    OBJECT_HEADER.lastIndex = offset;
    if (!OBJECT_HEADER.test(this.#text))
      throw new UnsupportedPdfError(`the PDF has no object at byte ${offset}`);
    const reader = new PdfParser(this.#text, OBJECT_HEADER.lastIndex);
    const value = reader.parseValue() ?? null;
    reader.skipSpace();
    return isDict(value) && this.#text.startsWith('stream', reader.offset)
      ? this.#streamAt(value, reader.offset + 'stream'.length)
      : value;
  }

  #streamAt(dict: Dict, keywordEnd: number): Stream {
    const start = keywordEnd + (this.#text[keywordEnd] === '\r' ? 2 : 1);
    const length = this.get(dict.get('Length'));
    if (typeof length !== 'number')
      throw new UnsupportedPdfError(`the PDF has a stream without a length at byte ${start}`);
    return new Stream(dict, this.#bytes.subarray(start, start + length));
  }

  #readObjectStream(number: number): ObjectStream {
    const known = this.#objectStreams.get(number);
    if (known !== undefined) return known;
    const stream = this.stream(new Reference(number));
    const text = this.inflate(stream).toString('latin1');
    const first = Number(stream.dict.get('First'));
    const head = text.slice(0, first).trim().split(/\s+/).map(Number);
    const read = {
      text,
      offsets: head.filter((_, index) => index % 2 === 1).map((offset) => first + offset),
    };
    this.#objectStreams.set(number, read);
    return read;
  }
}

/** An object stream, and where its objects begin in it. Each is parsed when it is needed. */
interface ObjectStream {
  readonly text: string;
  readonly offsets: readonly number[];
}

function parsePacked({ text, offsets }: ObjectStream, index: number): Value | undefined {
  const offset = offsets[index];
  return offset === undefined ? undefined : (new PdfParser(text, offset).parseValue() ?? null);
}

const OBJECT_HEADER = /\s*\d+ \d+ obj\b/y;

export function isDeflated(dict: Dict): boolean {
  const filter = dict.get('Filter');
  if (filter !== undefined && filter !== '/FlateDecode')
    throw new UnsupportedPdfError('the PDF has a stream of unknown kind');
  return filter !== undefined;
}

const describeReference = (value: Value | undefined): string =>
  value instanceof Reference ? ` (object ${value.number})` : '';

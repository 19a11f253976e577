/** Reads the cross-reference table, in both its forms (ISO 32000-1, 7.5.4 and 7.5.8). */
import { inflateSync } from 'node:zlib';
import { type Dict, isDict, Stream, type Value } from './objects.ts';
import { decodePredictor } from './predictor.ts';
import { PdfParser } from './syntax.ts';
import { UnsupportedPdfError } from './unsupported-pdf-error.ts';

/** The position of an object: an offset in the file in bytes, or an index in an object stream. */
export type XrefEntry = number | { readonly stream: number; readonly index: number };

export interface XrefTable {
  readonly entries: ReadonlyMap<number, XrefEntry>;
  readonly trailer: Dict;
  /** The greatest object number in use. */
  readonly last: number;
}

/** Reads the table and the trailer. @param readObject reads the object at an offset */
export function readXrefTable(text: string, readObject: (offset: number) => Value): XrefTable {
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) throw new UnsupportedPdfError('the PDF has no cross-reference table');
  const { entries, trailer } = text.startsWith('xref', start)
    ? readClassicTable(text, start)
    : readStreamTable(readObject(start));
  if (!trailer.has('Root')) throw new UnsupportedPdfError('the PDF has no catalogue');
  let last = 0;
  for (const number of entries.keys()) last = Math.max(last, number);
  return { entries, trailer, last };
}

/** Reads subsections: a line `first count`, then `count` lines of 20 bytes `offset generation n|f`. */
function readClassicTable(text: string, start: number): { entries: Map<number, XrefEntry>; trailer: Dict } {
  const entries = new Map<number, XrefEntry>();
  const subsection = /\s*(\d+) (\d+)\s*\n/y;
  let at = start + 'xref'.length;
  for (;;) {
    subsection.lastIndex = at;
    const found = subsection.exec(text);
    if (found === null) break;
    const [first, count] = [Number(found[1]), Number(found[2])];
    at = subsection.lastIndex;
    for (let index = 0; index < count; index += 1, at += 20) {
      if (text[at + 17] === 'n') entries.set(first + index, Number(text.slice(at, at + 10)));
    }
  }
  const trailer = new PdfParser(text, text.indexOf('trailer', at) + 'trailer'.length).parseValue();
  if (!isDict(trailer)) throw new UnsupportedPdfError('the PDF has no trailer');
  return { entries, trailer };
}

function readStreamTable(object: Value): { entries: Map<number, XrefEntry>; trailer: Dict } {
  if (!(object instanceof Stream)) throw new UnsupportedPdfError('the PDF has no cross-reference table');
  const { dict, data } = object;
  const [kind = 0, place = 0, index = 0] = (dict.get('W') as number[] | undefined) ?? [];
  const width = kind + place + index;
  const rows = decodePredictor(inflateSync(data), width);
  const number = (at: number, length: number): number => (length === 0 ? 0 : rows.readUIntBE(at, length));
  const entries = new Map<number, XrefEntry>();
  for (let row = 0; row * width < rows.length; row += 1) {
    const at = row * width;
    const where = number(at + kind, place);
    const type = number(at, kind);
    if (type === 1) entries.set(row, where);
    if (type === 2) entries.set(row, { stream: where, index: number(at + kind + place, index) });
  }
  return { entries, trailer: dict };
}

/**
 * The cross-reference table, in both its forms, read: where each object of a file stands
 * (ISO 32000-1, 7.5.4 and 7.5.8).
 */
import { inflateSync } from 'node:zlib';
import { type Dict, isDict, Stream, type Value } from './objects.ts';
import { unfilter } from './predictor.ts';
import { Reader } from './syntax.ts';

/** Where an object stands: at an offset of the file, or as one of those in an object stream. */
export type Entry = number | { readonly stream: number; readonly index: number };

export interface Table {
  readonly entries: ReadonlyMap<number, Entry>;
  readonly trailer: Dict;
  /** Greatest number in use. */
  readonly last: number;
}

/** @param objectAt reads the object at an offset */
export function readTable(text: string, objectAt: (offset: number) => Value): Table {
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) throw new Error('the PDF has no cross-reference table');
  const { entries, trailer } = text.startsWith('xref', start)
    ? classicTable(text, start)
    : streamTable(objectAt(start));
  if (!trailer.has('Root')) throw new Error('the PDF has no catalogue');
  let last = 0;
  for (const number of entries.keys()) last = Math.max(last, number);
  return { entries, trailer, last };
}

/** Subsections of `first count`, each followed by as many lines of 20 bytes: `offset generation n|f`. */
function classicTable(text: string, start: number): { entries: Map<number, Entry>; trailer: Dict } {
  const entries = new Map<number, Entry>();
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
  const trailer = new Reader(text, text.indexOf('trailer', at) + 'trailer'.length).value();
  if (!isDict(trailer)) throw new Error('the PDF has no trailer');
  return { entries, trailer };
}

function streamTable(object: Value): { entries: Map<number, Entry>; trailer: Dict } {
  if (!(object instanceof Stream)) throw new Error('the PDF has no cross-reference table');
  const { dict, data } = object;
  const [kind = 0, place = 0, index = 0] = (dict.get('W') as number[] | undefined) ?? [];
  const width = kind + place + index;
  const rows = unfilter(inflateSync(data), width);
  const number = (at: number, length: number): number => (length === 0 ? 0 : rows.readUIntBE(at, length));
  const entries = new Map<number, Entry>();
  for (let row = 0; row * width < rows.length; row += 1) {
    const at = row * width;
    const where = number(at + kind, place);
    const type = number(at, kind);
    if (type === 1) entries.set(row, where);
    if (type === 2) entries.set(row, { stream: where, index: number(at + kind + place, index) });
  }
  return { entries, trailer: dict };
}

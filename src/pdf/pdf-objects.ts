/**
 * Reads the little that is needed of a PDF as Chromium writes it: a classic cross-reference table, objects in the clear,
 * only streams compressed. A general library takes a hundred times as long on a large tag tree.
 * PDF 1.4 Reference, sections 3.4.3 (cross-reference table) and 3.4.4 (trailer).
 */

/** The objects of a file. Texts are Latin-1: one character a byte. */
export interface PdfObjects {
  /** The object's text between `obj` and `endobj`; empty when there is none of this number. */
  object(number: number): string;
  readonly catalog: string;
}

/** @throws {Error} when the file is not of this form */
export function readObjects(bytes: Uint8Array): PdfObjects {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1] ?? Number.NaN);
  const table = text.slice(start);
  const root = Number(/trailer[\s\S]*?\/Root (\d+) 0 R/.exec(table)?.[1] ?? Number.NaN);
  if (!table.startsWith('xref') || Number.isNaN(root))
    throw new Error('the PDF has no cross-reference table');
  const offsets = readOffsets(table);
  const object = (number: number): string => {
    const offset = offsets.get(number);
    if (offset === undefined) return '';
    return text.slice(text.indexOf('obj', offset) + 3, text.indexOf('endobj', offset));
  };
  return { object, catalog: object(root) };
}

/** Subsections of `first count`, each followed by as many lines of `offset generation n|f`. */
function readOffsets(table: string): ReadonlyMap<number, number> {
  const offsets = new Map<number, number>();
  let next = 0;
  for (const line of table.slice(0, table.indexOf('trailer')).split('\n')) {
    const entry = /^(\d{10}) \d{5} ([nf])/.exec(line);
    if (entry === null) {
      next = Number(/^(\d+) \d+\s*$/.exec(line)?.[1] ?? next);
      continue;
    }
    if (entry[2] === 'n') offsets.set(next, Number(entry[1]));
    next += 1;
  }
  return offsets;
}

/** The object that `/Key 12 0 R` in a dictionary leads to; `undefined` when the key is not there. */
export function reference(dictionary: string, key: string): number | undefined {
  const found = new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1];
  return found === undefined ? undefined : Number(found);
}

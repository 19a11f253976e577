/** Defines the objects of a PDF as they are held in memory (ISO 32000-1, 7.3). */

/** A name with its slash, and with `#` escapes as in the file: `/Page`. */
export type Name = `/${string}`;

/** A dictionary; its keys have no slash. */
export type Dict = Map<string, Value>;

/**
 * An indirect reference, `12 0 R` in the file. Two references to one object are not always the same instance.
 */
export class Reference {
  readonly number: number;
  constructor(number: number) {
    this.number = number;
  }
}

/** A string. `bytes` is Latin-1, one character per byte. */
export class PdfString {
  readonly bytes: string;
  constructor(bytes: string) {
    this.bytes = bytes;
  }
}

/** A stream: a dictionary, and data encoded as in the file, mostly deflated. */
export class Stream {
  readonly dict: Dict;
  readonly data: Uint8Array;
  constructor(dict: Dict, data: Uint8Array) {
    this.dict = dict;
    this.data = data;
  }
}

export type Value = null | boolean | number | Name | PdfString | Reference | Value[] | Dict | Stream;

export const isName = (value: Value | undefined): value is Name => typeof value === 'string';
export const isDict = (value: Value | undefined): value is Dict => value instanceof Map;

/** Creates a dictionary without the entries that are `undefined`. */
export function dict(entries: Readonly<Record<string, Value | undefined>>): Dict {
  const made: Dict = new Map();
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) made.set(key, value);
  return made;
}

/**
 * Encodes a text string: ASCII unchanged, other text as UTF-16BE with a byte order mark (ISO 32000-1,
 * 7.9.2.2).
 */
export function encodeTextString(text: string): PdfString {
  if (/^[\t\n\r -~]*$/.test(text)) return new PdfString(text);
  return new PdfString(`\u00FE\u00FF${Buffer.from(text, 'utf16le').swap16().toString('latin1')}`);
}

/** Decodes a text string. */
export function decodeTextString({ bytes }: PdfString): string {
  if (!bytes.startsWith('\u00FE\u00FF')) return bytes;
  const units = Buffer.from(bytes.slice(2), 'latin1');
  return units
    .subarray(0, units.length & ~1)
    .swap16()
    .toString('utf16le');
}

/** The values a PDF is made of, as they are held in memory (ISO 32000-1, 7.3). */

/** With its slash, and with `#` codes as they stand in the file: `/Page`. */
export type Name = `/${string}`;

/** Keys without their slash. */
export type Dict = Map<string, Value>;

/** What is written `12 0 R`; two that name the same object may be two values. */
export class Reference {
  readonly number: number;
  constructor(number: number) {
    this.number = number;
  }
}

/** A string; its bytes as Latin-1, one character each. */
export class Text {
  readonly bytes: string;
  constructor(bytes: string) {
    this.bytes = bytes;
  }
}

/** A dictionary and bytes, which are as they stand in the file: mostly deflated. */
export class Stream {
  readonly dict: Dict;
  readonly data: Uint8Array;
  constructor(dict: Dict, data: Uint8Array) {
    this.dict = dict;
    this.data = data;
  }
}

export type Value = null | boolean | number | Name | Text | Reference | Value[] | Dict | Stream;

export const isName = (value: Value | undefined): value is Name => typeof value === 'string';
export const isDict = (value: Value | undefined): value is Dict => value instanceof Map;

/** A dictionary of these entries; those that are `undefined` are left out. */
export function dict(entries: Readonly<Record<string, Value | undefined>>): Dict {
  const made: Dict = new Map();
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) made.set(key, value);
  return made;
}

/** A text string for people: ASCII as it is, else UTF-16 with its mark (ISO 32000-1, 7.9.2.2). */
export function textString(text: string): Text {
  if (/^[\t\n\r -~]*$/.test(text)) return new Text(text);
  return new Text(`\u00FE\u00FF${Buffer.from(text, 'utf16le').swap16().toString('latin1')}`);
}

/** What a text string says. */
export function textOf({ bytes }: Text): string {
  if (!bytes.startsWith('\u00FE\u00FF')) return bytes;
  const units = Buffer.from(bytes.slice(2), 'latin1');
  return units
    .subarray(0, units.length & ~1)
    .swap16()
    .toString('utf16le');
}

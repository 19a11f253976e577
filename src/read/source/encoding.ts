/** Decodes text files: UTF-8, else UTF-16 with its mark, else Windows-1252 where the bytes look like it. */

/** The text of a file. */
export interface DecodedText {
  /** Absent if no encoding fits. */
  readonly text?: string;
  readonly fault?: EncodingFault;
}

/** Why a file is not UTF-8. */
export interface EncodingFault {
  /** Offset of the first wrong byte. */
  readonly offset: number;
  /** The text before it. */
  readonly before: string;
  /** The encoding that it was read with. */
  readonly encoding?: string;
}

/** Decodes a file: https://encoding.spec.whatwg.org/ */
export function decodeText(bytes: Uint8Array): DecodedText {
  const utf8 = decodeAs('utf-8', bytes);
  if (utf8 !== undefined) return { text: utf8 };
  const fault = findFault(bytes);
  const guess = guessEncoding(bytes, fault);
  if (guess === undefined) return { fault };
  return { text: guess.text, fault: { ...fault, encoding: guess.encoding } };
}

function decodeAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function guessEncoding(
  bytes: Uint8Array,
  { before }: EncodingFault,
): { encoding: string; text: string } | undefined {
  const mark = `${bytes[0]} ${bytes[1]}`;
  if (mark === '255 254' || mark === '254 255') {
    const text = decodeAs(mark === '255 254' ? 'utf-16le' : 'utf-16be', bytes);
    return text === undefined ? undefined : { encoding: 'UTF-16', text };
  }
  // Letters of several bytes before the fault show that the file is UTF-8, but damaged.
  return isAscii(before) && looksWestern(bytes)
    ? { encoding: 'Windows-1252', text: new TextDecoder('windows-1252').decode(bytes) }
    : undefined;
}

const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text);

/** Bytes that have no character in Windows-1252. */
const UNDEFINED_BYTES = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** Returns whether most letters are ASCII, as in languages of western Europe, and no byte is a control. */
function looksWestern(bytes: Uint8Array): boolean {
  let [ascii, others] = [0, 0];
  for (const byte of bytes) {
    if (UNDEFINED_BYTES.has(byte) || (byte < 0x20 && !isSpace(byte))) return false;
    if (byte >= 0x80) others += 1;
    else if (byte > 0x40) ascii += 1;
  }
  return others <= ascii;
}

const isSpace = (byte: number): boolean => byte >= 0x09 && byte <= 0x0d;

/** Finds the first byte that is not UTF-8, and the text before it. */
function findFault(bytes: Uint8Array): EncodingFault {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodePrefix(bytes.subarray(0, middle)) === undefined) bad = middle;
    else good = middle;
  }
  // The fault is at the first byte of the incomplete character.
  const before = decodePrefix(bytes.subarray(0, good)) ?? '';
  return { offset: new TextEncoder().encode(before).length, before };
}

/** Decodes a prefix in streaming mode, because it may end in the middle of a character. */
function decodePrefix(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

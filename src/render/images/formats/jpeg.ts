/** JPEG: ISO/IEC 10918-1, annex B. */
import type { Extent, Format } from './format.ts';

export const JPEG: Format = {
  name: 'JPEG',
  mediaType: 'image/jpeg',
  begins: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff,
  measure,
};

const [TEM, SOI, EOI, SOS] = [0x01, 0xd8, 0xd9, 0xda];

/** B.1.1.3: the start of a frame, but not of tables. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

/** Markers up to EOI. Thumbnails stand inside segments; what cameras write behind it (films, second pictures) is no part. */
function measure(bytes: Buffer): Extent | undefined {
  const found = { blocks: 0, scanned: 0 };
  for (let at = nextMarker(bytes, 2); at <= bytes.length; at = nextMarker(bytes, at)) {
    const marker = bytes[at - 1] ?? 0;
    if (marker === EOI)
      return found.scanned > 0 && found.scanned * 8 >= found.blocks ? { end: at } : undefined;
    if (marker !== SOI && marker !== TEM && !isRestart(marker)) at = endOfSegment(bytes, at, marker, found);
  }
  return undefined;
}

/** @param at where its length stands @param found is added to */
function endOfSegment(
  bytes: Buffer,
  at: number,
  marker: number,
  found: { blocks: number; scanned: number },
): number {
  if (at + 7 > bytes.length) return bytes.length;
  const end = at + bytes.readUInt16BE(at);
  if (isFrame(marker)) found.blocks ||= blocksIn(bytes, at);
  if (marker !== SOS) return end;
  const scanned = endOfScan(bytes, end);
  found.scanned += scanned - end;
  return scanned;
}

/** @returns where what follows the next marker begins; past the end where there is none */
function nextMarker(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  if (at < 0) return bytes.length + 1;
  // B.1.1.2: any number of FF may stand before a marker.
  while (bytes[at] === 0xff) at += 1;
  return at + 1;
}

/** B.1.1.5: in a scan, FF is followed by 00 or is that of a marker. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; ; at += 2) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) return bytes.length;
    const next = bytes[at + 1] ?? 0;
    if (next === 0xff) at -= 1;
    else if (next !== 0 && !isRestart(next)) return at;
  }
}

/** A block of 8 by 8 pixels is a bit at least, in whatever coding. */
const blocksIn = (bytes: Buffer, at: number): number =>
  Math.ceil(bytes.readUInt16BE(at + 3) / 8) * Math.ceil(bytes.readUInt16BE(at + 5) / 8);

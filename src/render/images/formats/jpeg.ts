/** Measures JPEG files: ISO/IEC 10918-1, annex B. */
import type { Extent, ImageFormat } from './format.ts';

export const JPEG: ImageFormat = {
  name: 'JPEG',
  mediaType: 'image/jpeg',
  hasSignature: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff,
  measure,
};

const [TEM, SOI, EOI, SOS] = [0x01, 0xd8, 0xd9, 0xda];

/** Returns whether a marker starts a frame, not a table: B.1.1.3. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

/**
 * Reads markers up to EOI. Thumbnails are inside segments. Data that cameras write after EOI, such as videos
 * or second pictures, is ignored.
 */
function measure(bytes: Buffer): Extent | undefined {
  const totals = { blocks: 0, scanned: 0 };
  for (let at = skipToMarker(bytes, 2); at <= bytes.length; at = skipToMarker(bytes, at)) {
    const marker = bytes[at - 1] ?? 0;
    if (marker === EOI)
      return totals.scanned > 0 && totals.scanned * 8 >= totals.blocks ? { end: at } : undefined;
    if (marker !== SOI && marker !== TEM && !isRestart(marker)) at = skipSegment(bytes, at, marker, totals);
  }
  return undefined;
}

/**
 * Skips a segment, and the scan after it.
 * @param at offset of the segment's length
 * @param totals are increased
 */
function skipSegment(
  bytes: Buffer,
  at: number,
  marker: number,
  totals: { blocks: number; scanned: number },
): number {
  if (at + 7 > bytes.length) return bytes.length;
  const end = at + bytes.readUInt16BE(at);
  if (isFrame(marker)) totals.blocks ||= countBlocks(bytes, at);
  if (marker !== SOS) return end;
  const scanned = findScanEnd(bytes, end);
  totals.scanned += scanned - end;
  return scanned;
}

/** Returns the offset after the next marker, or an offset past the end if there is none. */
function skipToMarker(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  if (at < 0) return bytes.length + 1;
  // B.1.1.2: any number of FF bytes may precede a marker.
  while (bytes[at] === 0xff) at += 1;
  return at + 1;
}

/** Finds the end of a scan, in which FF is followed by 00 or starts a marker: B.1.1.5. */
function findScanEnd(bytes: Buffer, from: number): number {
  for (let at = from; ; at += 2) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) return bytes.length;
    const next = bytes[at + 1] ?? 0;
    if (next === 0xff) at -= 1;
    else if (next !== 0 && !isRestart(next)) return at;
  }
}

/** Counts the blocks of 8 × 8 pixels. Each takes at least one bit in any coding. */
const countBlocks = (bytes: Buffer, at: number): number =>
  Math.ceil(bytes.readUInt16BE(at + 3) / 8) * Math.ceil(bytes.readUInt16BE(at + 5) / 8);

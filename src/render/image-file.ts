/** The bytes of an image: of which kind, how large, and whether whole. The kind is what the bytes say, not the name. */
import { imageSize } from 'image-size';
import type { Asset } from '../model.ts';

export interface ImageFacts {
  readonly mediaType: Asset['mediaType'];
  /** Name for people. */
  readonly kind: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export type ImageVerdict =
  | { readonly verdict: 'whole'; readonly facts: ImageFacts }
  | { readonly verdict: 'truncated'; readonly kind: string }
  | { readonly verdict: 'too-large'; readonly width: number; readonly height: number }
  | { readonly verdict: 'svg' }
  | { readonly verdict: 'unknown' };

/** Four bytes for each pixel are unpacked to print it, whatever the file's size: here 400 MB. Pixels. */
export const MOST_PIXELS = 100_000_000;

interface Kind {
  readonly name: string;
  readonly mediaType: Asset['mediaType'];
  readonly begins: (bytes: Uint8Array) => boolean;
  /** Whether the end that the format demands is there. */
  readonly ends: (bytes: Uint8Array) => boolean;
}

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

const KINDS: readonly Kind[] = [
  {
    // PNG, third edition, 5.2, 5.3 and 11.2.5: the signature, then chunks up to IEND; what follows that is no part of it.
    name: 'PNG',
    mediaType: 'image/png',
    begins: (bytes) => ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n',
    ends: hasLastChunk,
  },
  {
    // ISO/IEC 10918-1, B.1.1.3: SOI at the start; EOI at the end, after which some cameras write on.
    name: 'JPEG',
    mediaType: 'image/jpeg',
    begins: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff,
    ends: (bytes) => lastIndexOfPair(bytes, 0xff, 0xd9) > bytes.length / 2,
  },
  {
    // GIF89a, 17 and 27: the header, and the trailer 3B, after which some programs fill up with zeros.
    name: 'GIF',
    mediaType: 'image/gif',
    begins: (bytes) => /^GIF8[79]a$/.test(ascii(bytes, 0, 6)),
    ends: (bytes) => bytes.at(bytes.findLastIndex((byte) => byte !== 0)) === 0x3b,
  },
  {
    // RFC 9649, 2.4: the file has as many bytes as RIFF says, and eight more.
    name: 'WebP',
    mediaType: 'image/webp',
    begins: (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP',
    ends: (bytes) => bytes.length >= new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true) + 8,
  },
];

export function judgeImage(bytes: Uint8Array): ImageVerdict {
  const kind = KINDS.find(({ begins }) => begins(bytes));
  if (kind === undefined) return looksLikeSvg(bytes) ? { verdict: 'svg' } : { verdict: 'unknown' };
  const size = kind.ends(bytes) ? sizeOf(bytes) : undefined;
  if (size === undefined) return { verdict: 'truncated', kind: kind.name };
  if (size.width * size.height > MOST_PIXELS) return { verdict: 'too-large', ...size };
  return { verdict: 'whole', facts: { mediaType: kind.mediaType, kind: kind.name, ...size } };
}

function looksLikeSvg(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, 65_536));
  return /<svg[\s>/]/i.test(head) && /^\s*(?:\uFEFF)?</.test(head);
}

function sizeOf(bytes: Uint8Array): { width: number; height: number } | undefined {
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    if (width === 0 || height === 0) return undefined;
    // Exif 2.32, 4.6.4: orientations 5 to 8 are turned by a right angle.
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return undefined;
  }
}

/** Each chunk is its length, its name, its data and a checksum. */
function hasLastChunk(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 8;
  while (at + 12 <= bytes.length) {
    if (ascii(bytes, at + 4, at + 8) === 'IEND') return true;
    at += 12 + view.getUint32(at);
  }
  return false;
}

function lastIndexOfPair(bytes: Uint8Array, first: number, second: number): number {
  for (let index = bytes.length - 2; index >= 0; index -= 1) {
    if (bytes[index] === first && bytes[index + 1] === second) return index;
  }
  return -1;
}

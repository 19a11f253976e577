/** The bytes of an image: of which kind, how large, and whether whole. The kind is what the bytes say, not the name. */
import { imageSize } from 'image-size';
import type { Asset } from '../../core/model/asset.ts';
import type { Format } from './formats/format.ts';
import { GIF } from './formats/gif.ts';
import { JPEG } from './formats/jpeg.ts';
import { PNG } from './formats/png.ts';
import { WEBP } from './formats/webp.ts';

export interface ImageFacts {
  readonly mediaType: Asset['mediaType'];
  /** Name for people. */
  readonly kind: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export interface WholeImage {
  readonly verdict: 'whole';
  readonly facts: ImageFacts;
  /** Of the file, without what stands behind the image: that may be anything. */
  readonly bytes: Uint8Array;
  /** Whether the pixels are there, which takes a while to find out: in another thread. Absent: they are. */
  readonly hasPixels?: () => Promise<boolean>;
}

export type ImageVerdict =
  | WholeImage
  | { readonly verdict: 'truncated'; readonly kind: string }
  | { readonly verdict: 'too-large'; readonly width: number; readonly height: number }
  | { readonly verdict: 'svg' }
  | { readonly verdict: 'unknown' };

/** Four bytes for each pixel are unpacked to print it, whatever the file's size: here 400 MB. Pixels. */
export const MOST_PIXELS = 100_000_000;

/** Of one file. Chromium takes a quarter of a second for each million to print them, and ten times as much memory. */
export const MOST_BYTES = 100_000_000;

const FORMATS: readonly Format[] = [PNG, JPEG, GIF, WEBP];

export function judgeImage(file: Uint8Array): ImageVerdict {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const format = FORMATS.find(({ begins }) => begins(bytes));
  if (format === undefined) return looksLikeSvg(bytes) ? { verdict: 'svg' } : { verdict: 'unknown' };
  const extent = format.measure(bytes);
  const size = extent && sizeOf(bytes);
  if (extent === undefined || size === undefined) return { verdict: 'truncated', kind: format.name };
  if (size.width * size.height > MOST_PIXELS) return { verdict: 'too-large', ...size };
  const { end, hasPixels } = extent;
  return {
    verdict: 'whole',
    facts: { mediaType: format.mediaType, kind: format.name, ...size },
    bytes: bytes.subarray(0, end),
    ...(hasPixels && { hasPixels }),
  };
}

function looksLikeSvg(bytes: Buffer): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, 65_536));
  return /<(?:[\w-]+:)?svg[\s>/]/i.test(head) && /^\s*(?:\uFEFF)?</.test(head);
}

function sizeOf(bytes: Buffer): { width: number; height: number } | undefined {
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    if (width === 0 || height === 0) return undefined;
    // Exif 2.32, 4.6.4: orientations 5 to 8 are turned by a right angle.
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return undefined;
  }
}

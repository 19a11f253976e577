/**
 * Inspects the bytes of an image: format, size, and whether the file is complete. The bytes decide the
 * format, not the file name.
 */
import { imageSize } from 'image-size';
import type { Asset } from '../../core/model/asset.ts';
import type { ImageFormat } from './formats/format.ts';
import { GIF } from './formats/gif.ts';
import { JPEG } from './formats/jpeg.ts';
import { PNG } from './formats/png.ts';
import { WEBP } from './formats/webp.ts';

/** Format and size of an image. */
export interface ImageFacts {
  readonly mediaType: Asset['mediaType'];
  /** Name of the format for readers, as `PNG`. */
  readonly format: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** A complete image. */
export interface WholeImage {
  readonly kind: 'whole';
  readonly facts: ImageFacts;
  /** Bytes of the image, without data that follows it in the file. */
  readonly bytes: Uint8Array;
  /**
   * Checks whether all pixels are there, in another thread, because it takes long. Absent if this is known
   * already.
   */
  readonly hasPixels?: () => Promise<boolean>;
}

/** Result of the inspection of a file. */
export type ImageResult =
  | WholeImage
  | { readonly kind: 'truncated'; readonly format: string }
  | { readonly kind: 'too-large'; readonly width: number; readonly height: number }
  | { readonly kind: 'svg' }
  | { readonly kind: 'unknown' };

/** Most pixels. Printing needs four bytes for each pixel, here 400 MB, whatever the file's size. */
export const MAX_PIXELS = 100_000_000;

/**
 * Largest file, in bytes. Chromium prints a megabyte in a quarter of a second, with ten times as much memory.
 */
export const MAX_FILE_BYTES = 100_000_000;

const FORMATS: readonly ImageFormat[] = [PNG, JPEG, GIF, WEBP];

/** Inspects the bytes of a file, apart from pixels that {@link WholeImage.hasPixels} checks. */
export function inspectImage(file: Uint8Array): ImageResult {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const format = FORMATS.find(({ hasSignature: begins }) => begins(bytes));
  if (format === undefined) return isSvg(bytes) ? { kind: 'svg' } : { kind: 'unknown' };
  const extent = format.measure(bytes);
  const size = extent && readPixelSize(bytes);
  if (extent === undefined || size === undefined) return { kind: 'truncated', format: format.name };
  if (size.width * size.height > MAX_PIXELS) return { kind: 'too-large', ...size };
  const { end, hasPixels } = extent;
  return {
    kind: 'whole',
    facts: { mediaType: format.mediaType, format: format.name, ...size },
    bytes: bytes.subarray(0, end),
    ...(hasPixels && { hasPixels }),
  };
}

function isSvg(bytes: Buffer): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, 65_536));
  return /<(?:[\w-]+:)?svg[\s>/]/i.test(head) && /^\s*(?:\uFEFF)?</.test(head);
}

function readPixelSize(bytes: Buffer): { width: number; height: number } | undefined {
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    if (width === 0 || height === 0) return undefined;
    // Exif 2.32, 4.6.4: orientations 5 to 8 are rotated by a right angle.
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return undefined;
  }
}

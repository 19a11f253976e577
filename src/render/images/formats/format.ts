/** Defines what each image format implements. */
import type { Asset } from '../../../core/model/asset.ts';

/** The extent of an image in its file, by the file's structure. */
export interface Extent {
  /** Length of the image in bytes; data after it is ignored. */
  readonly end: number;
  /**
   * Checks whether all pixels are there, in another thread, because it takes long. Absent if this is known
   * already.
   */
  readonly hasPixels?: () => Promise<boolean>;
}

/** An image format. */
export interface ImageFormat {
  /** Name for readers, as `PNG`. */
  readonly name: string;
  readonly mediaType: Asset['mediaType'];
  hasSignature(bytes: Buffer): boolean;
  /** Returns `undefined` if the file is truncated or damaged, or has no image. */
  measure(bytes: Buffer): Extent | undefined;
}

/** Reads bytes as ASCII characters. */
export const readAscii = (bytes: Buffer, from: number, to: number): string =>
  bytes.toString('latin1', from, to);

/** What is known of a kind of image files. */
import type { Asset } from '../../../core/model/asset.ts';

/** A file as far as its structure tells. */
export interface Extent {
  /** Bytes of the image; what follows them is no part of it. */
  readonly end: number;
  /** Whether the pixels are all there: takes a while, and does not hold up this thread. Absent: they are. */
  readonly hasPixels?: () => Promise<boolean>;
}

export interface Format {
  /** Name for people. */
  readonly name: string;
  readonly mediaType: Asset['mediaType'];
  begins(bytes: Buffer): boolean;
  /** @returns nothing where the file is cut short or damaged, or has no image */
  measure(bytes: Buffer): Extent | undefined;
}

export const ascii = (bytes: Buffer, from: number, to: number): string => bytes.toString('latin1', from, to);

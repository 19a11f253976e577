/** The types of an image and of an SVG drawing. */
import type { Element as XastElement } from 'xast';
import type { SourceLocation } from '../source-location.ts';

/** An image of the content. Its bytes are read on demand. */
export interface Asset {
  /** Relative to the publication's folder, with `/`. */
  readonly path: string;
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/svg+xml';
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string;
  /** Pixels, or user units of the viewBox. */
  readonly width: number;
  readonly height: number;
  /** Reads the image: sanitized and well-formed SVG, or the bytes of the file up to the end of the image. */
  readBytes(): Promise<Uint8Array>;
  /** Locations of its uses in the sources, in order. */
  readonly locations: readonly SourceLocation[];
  /** For SVG: the parsed drawing. */
  readonly drawing?: Drawing;
}

/** An SVG image that was parsed and sanitized. */
export interface Drawing {
  /** The `<svg>` element. Its names have no prefix other than `xlink:` and `xml:`. Must not be changed. */
  readonly root: XastElement;
  /** Cost for the browser as a share of the limit for one drawing, 0 to 1. */
  readonly costShare: number;
  /** Whether it has so many elements that the browser prints it much faster as an image than inline. */
  readonly isHeavy: boolean;
}

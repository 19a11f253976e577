/** An image that a page shows. */
import type { Element as XastElement } from 'xast';
import type { Place } from '../source-location.ts';

/** An image that a page shows. Its bytes are read when asked for. */
export interface Asset {
  /** Relative to the publication's folder, with `/`. */
  readonly path: string;
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/svg+xml';
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string;
  /** Pixels, or user units of the viewBox. */
  readonly width: number;
  readonly height: number;
  /** For SVG: the file made safe and well-formed; else the image in the file, without what stands behind it. */
  bytes(): Promise<Uint8Array>;
  /** Where the author names it, in order. */
  readonly places: readonly Place[];
  /** Of an SVG image: what is in it. */
  readonly drawing?: Drawing;
}

/** An SVG image that was read and found safe. */
export interface Drawing {
  /** `<svg>`, in which no name has a prefix but `xlink:` and `xml:`. Nobody changes it. */
  readonly root: XastElement;
  /** What part it is of all that one drawing may ask of a browser: from 0 to 1. */
  readonly share: number;
  /** Whether it has so many parts that it is printed much sooner as an image than as a part of the page. */
  readonly isHeavy: boolean;
}

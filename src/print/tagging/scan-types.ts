/**
 * The types of a scan of a content stream: what is requested, and what is found. Offsets are in characters of
 * its text.
 */

import type { Box, Matrix } from '../../lib/geometry/matrix.ts';
import type { TextPiece } from '../printed/glyph-text.ts';

/** What to extract from a sequence: its text, or also the box that it fills. */
export type Extract = 'text' | 'text and box';

/** A marked-content sequence with an MCID. */
export interface Sequence {
  readonly id: number;
  readonly start: number;
  /** Offset after the operator that begins the sequence. */
  readonly bodyStart: number;
  /** Whether it shows glyphs or an image, and not only lines and areas such as the borders of an element. */
  hasGlyphsOrImage: boolean;
  /** The box that it fills, in page units (points); only if requested. */
  box?: Box | undefined;
  /** The text that it shows, operator by operator; only if requested. */
  readonly pieces: TextPiece[];
}

/** Content that is painted outside all sequences. */
export interface UntaggedRun {
  readonly start: number;
  readonly end: number;
  /**
   * Set for text outside the page's content area: a running head in the upper half, a running foot in the
   * lower half.
   */
  readonly margin: 'head' | 'foot' | undefined;
}

/** A form XObject that is drawn: its resource name, and the matrix at that moment. */
export interface DrawnForm {
  readonly name: string;
  readonly matrix: Matrix;
}

/** The range of a text object, from its `BT` to the end of its `ET`. */
export interface TextObject {
  readonly start: number;
  readonly end: number;
}

/** The findings of a scan, each list in the order of the content. */
export interface ScanResult {
  readonly sequences: readonly Sequence[];
  readonly untagged: readonly UntaggedRun[];
  readonly forms: readonly DrawnForm[];
  readonly texts: readonly TextObject[];
  /**
   * Whether widths and moves alone position the glyphs: no character or word spacing, scaling or rise is set.
   */
  readonly hasDefaultSpacing: boolean;
}

/** The input of a scan. */
export interface ScanRequest {
  /** The content stream, in Latin-1. */
  readonly text: string;
  /** The matrix with which a form is drawn; absent for a page. */
  readonly matrix?: Matrix;
  /** Height and area of the page, in points. */
  readonly page: { readonly height: number; readonly area: number };
  /** Returns what to extract from a sequence, by its MCID. */
  readonly extractOf: (id: number) => Extract | undefined;
  /** Resource names of the form XObjects. */
  readonly forms: ReadonlySet<string>;
}

/** A finished file, not yet on disk. */
import type { PrintedText } from './printed-text.ts';

/** A finished file, not yet on disk. */
export interface Artifact {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  readonly edition: string;
  readonly mediaType: 'application/pdf' | 'application/epub+zip' | 'image/png';
  readonly bytes: Uint8Array;
  /** Pages as they were set, before two of them share a side of a sheet; absent for an e-book and for a proof. */
  readonly pages?: number;
  /** Whether an earlier build had made it. */
  readonly isKept?: boolean;
  /** Of a booklet: the file as it was set, each page by itself. */
  readonly asSet?: Uint8Array;
  /** Of a book that was printed just now, where that was asked: what it says, for less than from its bytes. */
  readonly text?: (sections: number) => PrintedText;
  /** Of a booklet: what stands on each side of its sheets, as `8 | 1`. */
  readonly pageLabels?: readonly string[];
}

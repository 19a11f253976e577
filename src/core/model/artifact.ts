/** The type of an output file before it is written. */
import type { Asset } from './asset.ts';
import type { ReadText } from './printed-text.ts';

/** An output file before it is written. */
export interface Artifact {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  readonly edition: string;
  readonly mediaType:
    | 'application/pdf'
    | 'application/epub+zip'
    | 'text/html'
    | 'text/css'
    | 'text/javascript'
    | 'text/plain'
    | 'text/markdown'
    | 'application/json'
    | 'application/xml'
    | Asset['mediaType'];
  readonly bytes: Uint8Array;
  /** Number of pages before imposition; absent for an e-book, a web page and a proof. */
  readonly pages?: number;
  /** Whether it comes from the cache. */
  readonly fromCache?: boolean;
  /** For a booklet: the PDF before imposition. */
  readonly unimposed?: Uint8Array;
  /** Reads the text of a book that this run has printed, faster than from `bytes`. Present only on request. */
  readonly readText?: ReadText;
  /** For a booklet: the page numbers on each side of a sheet: `8 | 1`. */
  readonly pageLabels?: readonly string[];
}

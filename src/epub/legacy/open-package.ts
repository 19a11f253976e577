/** Defines the parsed package that the conversion for older readers changes. */
import type { Root } from 'xast';
import type { PackedFile } from '../package/zip.ts';
import type { Drawing } from './drawing.ts';

/** A parsed document of the package. */
export interface OpenDocument {
  readonly file: string;
  readonly tree: Root;
}

/** A parsed package. The changes modify its trees in place, because nothing else uses them. */
export interface OpenPackage {
  /** Includes the navigation document, as `toc.xhtml`. */
  readonly documents: readonly OpenDocument[];
  readonly packageDocument: Root;
  readonly style: string;
  readonly resources: readonly PackedFile[];
}

/** What the changes need in addition to the package. */
export interface ConversionTools {
  readonly draw: (drawing: Drawing) => Promise<Uint8Array>;
  /** Sizes and origins of the images, by file. */
  readonly sizes: ReadonlyMap<string, Omit<Drawing, 'bytes' | 'mediaType'>>;
}

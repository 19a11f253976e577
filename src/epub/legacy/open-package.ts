/** A package whose parts can be changed, for the changes that make it one for older readers. */
import type { Root } from 'xast';
import type { PackedFile } from '../package/zip.ts';
import type { Drawing } from './drawing.ts';

/** A document of the package, understood; `xml` of the package document and the NCX likewise. */
export interface OpenDocument {
  readonly file: string;
  readonly tree: Root;
}

/** A package whose parts can be changed. Trees are changed in place; nobody else has them. */
export interface OpenPackage {
  /** With the navigation document, as `toc.xhtml`. */
  readonly documents: readonly OpenDocument[];
  readonly packageDocument: Root;
  readonly style: string;
  readonly resources: readonly PackedFile[];
}

/** What the changes need that is not in the package. */
export interface Means {
  readonly draw: (drawing: Drawing) => Promise<Uint8Array>;
  /** Of the images, by file. */
  readonly sizes: ReadonlyMap<string, Omit<Drawing, 'bytes' | 'mediaType'>>;
}

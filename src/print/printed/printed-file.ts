/** A PDF that Chromium printed, parsed once for all steps that read or change it. */
import type { PrintedPiece } from '../../core/model/printed-text.ts';
import type { Reference } from '../../lib/pdf/objects.ts';
import { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { readStructure, type StructureElement } from '../../lib/pdf/structure-tree.ts';
import type { PageMap } from './page-map.ts';

/** A printed PDF with its structure tree. */
export interface PrintedFile {
  readonly file: PdfFile;
  /** The root of the structure tree. */
  readonly top: StructureElement;
  /** What determines the file, as parts of a cache key: the printed bytes, then each change that was made. */
  readonly cacheKeyParts: readonly (string | Uint8Array)[];
}

/** A printed book whose parts were tagged one by one, before they were joined. */
export interface JoinedPrint extends PrintedFile {
  /** The pages and the forms on them. */
  readonly owners: readonly Reference[];
  /** Whether the glyphs are such that the file can claim PDF/UA-1 and PDF/A-2a. */
  readonly conforms: boolean;
  /** The text of the pages; empty unless it was requested. Page indexes start at 0. */
  readonly pieces: readonly PrintedPiece[];
  readonly pageMap: PageMap;
}

/**
 * Parses a printed PDF.
 * @param file the parsed bytes, if they are already parsed
 * @throws {UnsupportedPdfError} when it is no tagged PDF as Chromium prints it
 */
export function readPrintedFile(bytes: Uint8Array, file: PdfFile = PdfFile.read(bytes)): PrintedFile {
  return { file, top: readStructure(file), cacheKeyParts: [bytes] };
}

/** A PDF that Chromium printed, parsed once for all steps that read or change it. */
import { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { readStructure, type StructureElement } from '../../lib/pdf/structure-tree.ts';

/** A printed PDF with its structure tree. */
export interface PrintedFile {
  readonly file: PdfFile;
  /** The root of the structure tree. */
  readonly top: StructureElement;
  /** What determines the file, as parts of a cache key: the printed bytes, then each change that was made. */
  readonly cacheKeyParts: readonly (string | Uint8Array)[];
}

/**
 * Parses a printed PDF.
 * @param file the parsed bytes, if they are already parsed
 * @throws {UnsupportedPdfError} when it is no tagged PDF as Chromium prints it
 */
export function readPrintedFile(bytes: Uint8Array, file: PdfFile = PdfFile.read(bytes)): PrintedFile {
  let top: StructureElement | undefined;
  return {
    file,
    cacheKeyParts: [bytes],
    // Another thread may tag the bytes, so that the tags are not needed here.
    get top() {
      top ??= readStructure(file);
      return top;
    },
  };
}

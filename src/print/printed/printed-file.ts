/** What Chromium printed, read once for all that is asked of it and done to it. */
import { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { type Element, readStructure } from '../../lib/pdf/structure-tree.ts';

export interface Printed {
  readonly file: PdfFile;
  /** Its tags. */
  readonly top: Element;
  /** What it is made from: what was printed, and then whatever was changed in it. */
  readonly origins: readonly (string | Uint8Array)[];
}

/**
 * @param file what the bytes are, where that is already read: of a print that is to be made again nothing more is asked
 * @throws {Error} when it is no tagged PDF as Chromium prints it
 */
export function readPrinted(bytes: Uint8Array, file: PdfFile = PdfFile.read(bytes)): Printed {
  return { file, top: readStructure(file), origins: [bytes] };
}

/** What a printed file tells about its pages. */
import { pagesOf } from './objects/pages.ts';
import { PdfFile } from './objects/pdf-file.ts';

/** How many pages there are. */
export function pageCount(bytes: Uint8Array): number {
  return pagesOf(PdfFile.read(bytes)).length;
}

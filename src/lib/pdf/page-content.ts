/** Reads the content stream of a page (ISO 32000-1, 7.8.2). */

import type { Dict } from './objects.ts';
import type { PdfFile } from './pdf-file.ts';

/**
 * Returns the content as Latin-1, one character per byte. If it is in several streams, a line break separates
 * them.
 */
export function readPageContent(file: PdfFile, page: Dict): string {
  const parts = file.list(page.get('Contents')).map((part) => file.inflate(file.stream(part)));
  return parts.map((part) => part.toString('latin1')).join('\n');
}

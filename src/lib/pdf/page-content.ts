/** What a page paints, as one text of operators (ISO 32000-1, 7.8.2). */

import type { Dict } from './objects.ts';
import type { PdfFile } from './pdf-file.ts';

/** Latin-1, one character a byte; the parts of a content in several streams on lines of their own. */
export function contentOf(file: PdfFile, page: Dict): string {
  const parts = file.list(page.get('Contents')).map((part) => file.inflated(file.stream(part)));
  return parts.map((part) => part.toString('latin1')).join('\n');
}

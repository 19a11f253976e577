/** What a page paints, as one text of operators (ISO 32000-1, 7.8.2). */
import type { PdfFile } from './pdf-file.ts';
import type { Dict } from './values.ts';

/** Latin-1, one character a byte; the parts of a content in several streams on lines of their own. */
export async function contentOf(file: PdfFile, page: Dict): Promise<string> {
  const streams = file.list(page.get('Contents')).map((part) => file.stream(part));
  const parts = await Promise.all(streams.map((stream) => file.inflated(stream)));
  return parts.map((part) => Buffer.from(part).toString('latin1')).join('\n');
}

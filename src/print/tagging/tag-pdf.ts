/**
 * Converts the PDF that Chromium printed to PDF/UA-1 and PDF/A-2a. The tags are read, repaired and written
 * again; all painted content is assigned to a tag or becomes an artifact, and the visible page does not
 * change. The same print and the same request give the same bytes.
 */
import type { PageTexts } from '../printed/content-text.ts';
import { type PrintedFile, readPrintedFile } from '../printed/printed-file.ts';
import { type CompletionRequest, completeFile } from './complete-file.ts';
import { stripFonts } from './fonts/strip-fonts.ts';
import { type ContentRequest, tagContent } from './tag-content.ts';

export type TagRequest = CompletionRequest & Pick<ContentRequest, 'linkNames'>;

/**
 * Tags a printed PDF.
 * @param bytes a tagged PDF with an outline, as Chromium prints it
 * @throws {UnsupportedPdfError} (rejects) when it is no such file, or contains something that this code does
 *   not support
 */
export async function tagPdf(bytes: Uint8Array, request: TagRequest): Promise<Uint8Array> {
  return (await tagFile(readPrintedFile(bytes), request)).bytes;
}

export interface TaggedFile {
  readonly bytes: Uint8Array;
  /** The text of the content streams; empty unless `extractsText`. */
  readonly texts: PageTexts;
}

/**
 * Tags a printed PDF that is already parsed, and changes its objects.
 * @param extractsText whether to return the text, too
 */
export async function tagFile(
  printed: PrintedFile,
  { linkNames, ...request }: TagRequest,
  extractsText = false,
): Promise<TaggedFile> {
  const { file, top } = printed;
  // Fonts are compressed in other threads while the content is rewritten.
  const [tagged] = await Promise.all([
    tagContent(printed, { ...(linkNames && { linkNames }), extractsText }),
    stripFonts(file),
  ]);
  const bytes = await completeFile({ ...{ file, top }, ...tagged }, request);
  return { bytes, texts: tagged.texts };
}

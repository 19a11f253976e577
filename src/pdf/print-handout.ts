/** Prints one chapter alone, as a handout, and sees to it that it stays on its sheets. */
import { diagnostic } from '../catalogue.ts';
import type { Artifact, Book, Chapter, Context, PaperEdition } from '../model.ts';
import { type HandoutDocument, handoutDocument, type Spacing } from './document.ts';
import { finish } from './finish.ts';
import { pageCount } from './inspect.ts';
import { reportMissingGlyphs } from './missing-glyphs.ts';
import type { Press } from './press.ts';

/**
 * One chapter (`book.scope` is `chapter`) as a PDF: `<publication>/<edition>/<chapter>.pdf`, or of a lone file
 * `<publication>/<publication>-a4.pdf`.
 * Reports `glyph-missing` and `handout-too-long`; rejects as {@link Press.print} does.
 */
export async function printHandout(
  book: Book,
  edition: PaperEdition,
  press: Press,
  context: Context,
): Promise<Artifact> {
  const document = await handoutDocument(book, edition, context.design);
  reportMissingGlyphs(book, document.missing, context.report);
  const { bytes: printed, pages } = await printOnFewestPages(document, press);
  const bytes = finish(printed, book.publication.metadata.modified);
  const chapter = chapterOf(book);
  if (chapter !== undefined) judgeLength(chapter, edition, pages, context);
  return {
    path: pathOf(book, chapter, edition),
    edition: edition.id,
    mediaType: 'application/pdf',
    bytes,
    pages,
  };
}

/** A page for a few lines more is not finished: where less space between things saves one, it is taken. */
async function printOnFewestPages(document: HandoutDocument, press: Press) {
  const roomy = await printOnce(document, 'roomy', press);
  if (roomy.pages === 1) return roomy;
  const close = await printOnce(document, 'close', press);
  return close.pages < roomy.pages ? close : roomy;
}

async function printOnce(document: HandoutDocument, spacing: Spacing, press: Press) {
  const bytes = await press.print(await document.html(spacing));
  return { bytes, pages: pageCount(bytes) };
}

function chapterOf({ sections, publication }: Book): Chapter | undefined {
  const id = sections.find(({ kind }) => kind === 'chapter')?.id;
  return publication.chapters.find((chapter) => chapter.id === id);
}

function pathOf({ publication }: Book, chapter: Chapter | undefined, edition: PaperEdition): string {
  const { id, form } = publication;
  if (form === 'folder') return `${id}/${edition.id}/${chapter?.id ?? id}.pdf`;
  return `${id}/${id}-${edition.layout}.pdf`;
}

/** A sheet has two pages. */
function judgeLength({ metadata, source }: Chapter, { page }: PaperEdition, pages: number, context: Context) {
  const { sheets } = metadata;
  if (sheets === undefined || pages <= sheets * 2) return;
  const place = { file: source.path, line: 1, column: 1 };
  context.report(diagnostic('handout-too-long', { pages, sheets, page: page.name }, place));
}

/** Prints one chapter alone, as a handout, and sees to it that it stays on its sheets. */
import { diagnostic } from '../catalogue.ts';
import type { Artifact, Book, Chapter, Context, Edition } from '../model.ts';
import { handoutDocument } from './document.ts';
import { finish } from './finish.ts';
import { pageCount } from './inspect.ts';
import { reportMissingGlyphs } from './missing-glyphs.ts';
import type { Press } from './press.ts';

type HandoutEdition = Extract<Edition, { family: 'handouts' }>;

/**
 * One chapter (`book.scope` is `chapter`) as a PDF: `<publication>/<edition>/<chapter>.pdf`, or of a lone file
 * `<publication>/<publication>-a4.pdf`.
 * Reports `glyph-missing` and `handout-too-long`; rejects as {@link Press.print} does.
 */
export async function printHandout(
  book: Book,
  edition: HandoutEdition,
  press: Press,
  context: Context,
): Promise<Artifact> {
  const document = await handoutDocument(book, edition, context.design);
  reportMissingGlyphs(book, document.missing, context.report);
  const printed = await press.print(await document.html(new Map()));
  const bytes = finish(printed, book.publication.metadata.modified);
  const pages = pageCount(bytes);
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

function chapterOf({ sections, publication }: Book): Chapter | undefined {
  const id = sections.find(({ kind }) => kind === 'chapter')?.id;
  return publication.chapters.find((chapter) => chapter.id === id);
}

function pathOf({ publication }: Book, chapter: Chapter | undefined, edition: HandoutEdition): string {
  const { id, form } = publication;
  if (form === 'folder') return `${id}/${edition.id}/${chapter?.id ?? id}.pdf`;
  return `${id}/${id}-${edition.page.name.toLowerCase()}.pdf`;
}

/** A sheet has two pages. */
function judgeLength(
  { metadata, source }: Chapter,
  { page }: HandoutEdition,
  pages: number,
  context: Context,
) {
  const { sheets } = metadata;
  if (sheets === undefined || pages <= sheets * 2) return;
  const place = { file: source.path, line: 1, column: 1 };
  context.report(diagnostic('handout-too-long', { pages, sheets, page: page.name }, place));
}

/** Prints one chapter alone, as a handout, and sees to it that it stays on its sheets. */
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { PaperEdition } from '../core/model/edition.ts';
import type { Chapter } from '../core/model/publication.ts';
import { traced } from '../core/trace.ts';
import { pagesOf } from '../lib/pdf/page-tree.ts';
import { PdfFile } from '../lib/pdf/pdf-file.ts';
import { type HandoutDocument, handoutDocument, type Spacing } from './document/document.ts';
import { complete } from './finalize.ts';
import { reportMissingGlyphs } from './fonts/missing-glyphs.ts';
import { linesBeyond, linesFree } from './pagination/overflow.ts';
import { imageAllowance } from './press/print-limit.ts';
import type { PrintJob } from './press/print-queue.ts';
import { readPrinted } from './printed/printed-file.ts';
import { findingFault, type Printing, shownImages } from './unprintable.ts';

/**
 * One chapter (`book.scope` is `chapter`) as a PDF: `<publication>/<edition>/<chapter>.pdf`, or of a lone file
 * `<publication>/<publication>-a4.pdf`.
 * Reports `glyph-missing` and `handout-too-long`; rejects as {@link findingFault} does.
 */
export async function printHandout(
  book: Book,
  edition: PaperEdition,
  job: PrintJob,
  context: Context,
): Promise<Artifact> {
  const chapter = chapterOf(book);
  const path = pathOf(book, chapter, edition);
  const place = { file: chapter?.source.path ?? book.publication.languagePlace.file, line: 1, column: 1 };
  const printing = { book, edition, job, context, sheets: ['handout.css'], place };
  return findingFault(printing, () => printAt(path, chapter, printing, context));
}

async function printAt(
  path: string,
  chapter: Chapter | undefined,
  { book, edition, job }: Pick<Printing, 'book' | 'edition' | 'job'>,
  context: Context,
): Promise<Artifact> {
  const make = () => handoutDocument(book, edition, context);
  const document = await traced(context, 'document', path, make);
  reportMissingGlyphs(book, document.missing, context.report);
  const allowance = imageAllowance(shownImages(book));
  const allowing: PrintJob = { ...job, print: (html, options) => job.print(html, { ...options, allowance }) };
  const print = await printOnFewestPages(document, edition, allowing);
  job.end?.();
  if (chapter !== undefined) judgeLength(chapter, edition, print, context);
  const printed = readPrinted(print.bytes, print.file);
  return complete(printed, book, edition, { path }, context);
}

/** What was printed, its tags unread. */
interface Print {
  readonly bytes: Uint8Array;
  readonly file: PdfFile;
  readonly pages: number;
}

/**
 * A page for a few lines more is not finished: where less space between things saves one, it is taken. Large print keeps
 * its space.
 */
async function printOnFewestPages(
  document: HandoutDocument,
  edition: PaperEdition,
  job: PrintJob,
): Promise<Print> {
  const roomy = await printOnce(document, 'roomy', job);
  if (roomy.pages === 1 || edition.sheets === 'any') return roomy;
  const before = roomy.pages - 1;
  const room = linesFree(roomy.file, before, edition) + document.linesSaved;
  if (linesBeyond(roomy.file, before) > room) return roomy;
  const close = await printOnce(document, 'close', job);
  return close.pages < roomy.pages ? close : roomy;
}

async function printOnce(document: HandoutDocument, spacing: Spacing, job: PrintJob): Promise<Print> {
  const bytes = await job.print(await document.html(spacing));
  const file = PdfFile.read(bytes);
  return { bytes, file, pages: pagesOf(file).length };
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

/** A sheet has two pages; that of a booklet, four. */
function judgeLength(
  { metadata, source }: Chapter,
  edition: PaperEdition,
  { file, pages }: Print,
  context: Context,
): void {
  const { sheets } = metadata;
  if (sheets === undefined || edition.sheets === 'any') return;
  const allowed = sheets * (edition.imposition === undefined ? 2 : 4);
  if (pages <= allowed) return;
  const place = { file: source.path, line: 1, column: 1 };
  const lines = linesBeyond(file, allowed);
  const facts = { edition: edition.id, pages, sheets, allowed, lines };
  context.report(diagnostic('handout-too-long', facts, place));
}

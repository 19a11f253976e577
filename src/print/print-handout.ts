/** Prints one chapter alone, as a handout, on as few pages as possible. */

import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import { isLargePrint } from '../core/layouts.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { PaperEdition } from '../core/model/edition.ts';
import type { Chapter } from '../core/model/publication.ts';
import { nameHandout } from '../core/output-files.ts';
import { traceSpan } from '../core/trace.ts';
import { collectPages } from '../lib/pdf/page-tree.ts';
import { PdfFile } from '../lib/pdf/pdf-file.ts';
import { buildHandoutDocument, type HandoutChanges, type HandoutDocument } from './document/document.ts';
import type { Spacing } from './document/template-data.ts';
import { finalizePdf } from './finalize.ts';
import { FloatSearch, maySaveInnerPage, type PrintedLayout, readLayout } from './pagination/float-search.ts';
import { countFreeLines, countLinesBeyond } from './pagination/overflow.ts';
import { computeImageAllowance } from './press/print-limit.ts';
import type { PrintJob } from './press/print-queue.ts';
import { readPrintedFile } from './printed/printed-file.ts';
import { findShownImages, type PrintTask, withFaultDiagnosis } from './unprintable.ts';

/**
 * Prints one chapter (`book.scope` is `chapter`) as a PDF: `<publication>/<edition>/<chapter>.pdf`, or for a
 * publication of one file `<publication>/<publication>-a4.pdf`.
 * Reports `handout-too-long`; rejects as {@link withFaultDiagnosis} does.
 */
export async function printHandout(
  book: Book,
  edition: PaperEdition,
  job: PrintJob,
  context: Context,
): Promise<Artifact> {
  const chapter = findChapter(book);
  const path = buildPath(book, chapter, edition);
  const place = { file: chapter?.source.path ?? book.publication.languageLocation.file, line: 1, column: 1 };
  const task = { book, edition, job, context, place };
  return withFaultDiagnosis(task, () => printAt(path, chapter, task, context));
}

async function printAt(
  path: string,
  chapter: Chapter | undefined,
  { book, edition, job }: Pick<PrintTask, 'book' | 'edition' | 'job'>,
  context: Context,
): Promise<Artifact> {
  const make = () => buildHandoutDocument(book, edition, context);
  const document = await traceSpan(context, 'document', path, make);
  const allowance = computeImageAllowance(findShownImages(book));
  const allowing: PrintJob = { ...job, print: (html, options) => job.print(html, { ...options, allowance }) };
  const print = await printWithoutHoles(document, edition, allowing);
  job.end?.();
  if (chapter !== undefined) reportTooLong(chapter, edition, print, context);
  const printed = readPrintedFile(print.bytes, print.file);
  const request = { path, isOwnFont: document.isOwnFont, print: print.bytes };
  return finalizePdf(printed, book, edition, request, context);
}

/** A printed file whose tags have not been read. */
interface PrintResult {
  readonly bytes: Uint8Array;
  readonly file: PdfFile;
  readonly pages: number;
  readonly layout: PrintedLayout;
  readonly spacing: Spacing;
  readonly changes: HandoutChanges;
}

/** Prints a handout, and prints it again if this fills holes, saves a page or keeps the imprint with text. */
async function printWithoutHoles(
  document: HandoutDocument,
  edition: PaperEdition,
  job: PrintJob,
): Promise<PrintResult> {
  const first = await tryClose(await printOnce(document, edition, job), document, edition, job);
  const moved = await moveFloats(first, document, edition, job);
  const best = moved === first ? first : await tryClose(moved, document, edition, job);
  if (!isImprintAlone(best, document, edition)) return best;
  const changes = { ...best.changes, keepsImprint: true };
  const kept = await printOnce(document, edition, job, { spacing: best.spacing, changes });
  return kept.pages > best.pages ? best : kept;
}

/** Searches the places of figures and tables at which the pages are fullest. */
async function moveFloats(
  first: PrintResult,
  document: HandoutDocument,
  edition: PaperEdition,
  job: PrintJob,
): Promise<PrintResult> {
  let print = first;
  const { spacing, changes } = first;
  const search = new FloatSearch([{ floats: document.floats }], edition, changes.moves);
  const prints = new Map([[[...(changes.moves ?? [])].join(), print]]);
  for (;;) {
    const { layout } = print;
    const moves = search.next(() => layout);
    if (moves === undefined) return print;
    const key = [...moves].join();
    print = prints.get(key) ?? (await printOnce(document, edition, job, { spacing, changes: { moves } }));
    prints.set(key, print);
  }
}

/** Whether the last page has only the imprint. */
function isImprintAlone(
  { layout, pages }: PrintResult,
  { imprintId }: HandoutDocument,
  { type }: PaperEdition,
): boolean {
  const imprint = layout.positions.get(imprintId);
  return pages > 1 && imprint?.page === pages && imprint.top < type.leading / 2;
}

/** Prints a handout again with close spacing if this may save a page. Large print keeps its spacing. */
async function tryClose(
  roomy: PrintResult,
  document: HandoutDocument,
  edition: PaperEdition,
  job: PrintJob,
): Promise<PrintResult> {
  if (roomy.pages === 1 || isLargePrint(edition) || roomy.spacing === 'close') return roomy;
  const before = roomy.pages - 1;
  const room = countFreeLines(roomy.file, before, edition) + document.linesSaved;
  const maySave =
    countLinesBeyond(roomy.file, before) <= room ||
    maySaveInnerPage(roomy.layout, document.floats, document.linesSaved, edition);
  if (!maySave) return roomy;
  const close = await printOnce(document, edition, job, { spacing: 'close', changes: roomy.changes });
  return close.pages < roomy.pages ? close : roomy;
}

async function printOnce(
  document: HandoutDocument,
  edition: PaperEdition,
  job: PrintJob,
  { spacing = 'roomy', changes = {} }: Partial<Pick<PrintResult, 'spacing' | 'changes'>> = {},
): Promise<PrintResult> {
  const bytes = await job.print(await document.html(spacing, changes));
  const file = PdfFile.read(bytes);
  const pages = collectPages(file).length;
  const layout = readLayout(file, edition, [{ first: 1, last: pages }]);
  return { bytes, file, pages, layout, spacing, changes };
}

function findChapter({ sections, publication }: Book): Chapter | undefined {
  const id = sections.find(({ kind }) => kind === 'chapter')?.id;
  return publication.chapters.find((chapter) => chapter.id === id);
}

function buildPath({ publication }: Book, chapter: Chapter | undefined, edition: PaperEdition): string {
  return nameHandout(publication, edition, chapter?.id ?? publication.id);
}

/**
 * Reports `handout-too-long` if the handout takes more sheets than its front matter allows. A sheet has two pages, a
 * sheet of a booklet has four.
 */
function reportTooLong(
  { metadata, source }: Chapter,
  edition: PaperEdition,
  { file, pages }: PrintResult,
  context: Context,
): void {
  const { sheets } = metadata;
  if (sheets === undefined || edition.sheets === 'any') return;
  const allowed = sheets * (edition.imposition === undefined ? 2 : 4);
  if (pages <= allowed) return;
  const place = { file: source.path, line: 1, column: 1 };
  const lines = countLinesBeyond(file, allowed);
  const facts = { edition: edition.id, pages, sheets, allowed, lines };
  context.report(diagnostic('handout-too-long', facts, place));
}

/** Prints a whole publication. Page numbers are corrected in the printed file; only if this fails it is printed again. */

import type { Artifact } from '../core/model/artifact.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { PaperEdition } from '../core/model/edition.ts';
import type { OnText } from '../core/model/printed-text.ts';
import { nameBookFile } from '../core/output-files.ts';
import { traceSpan } from '../core/trace.ts';
import { collectPages } from '../lib/pdf/page-tree.ts';
import { PdfFile } from '../lib/pdf/pdf-file.ts';
import { type BookDocument, buildBookDocument } from './document/document.ts';
import { areKept, type Folios, mapFolios } from './document/index-places.ts';
import { findDesignFiles } from './document/project-files.ts';
import { finalizePdf } from './finalize.ts';
import { type FinishedFile, toArtifact } from './finished-file.ts';
import { FloatSearch, readLayout } from './pagination/float-search.ts';
import { buildPageLabels } from './pagination/folios.ts';
import { setPageNumbers } from './pagination/page-number-patch.ts';
import { planParts } from './parts/plan-parts.ts';
import { computeImageAllowance } from './press/print-limit.ts';
import type { PrintJob } from './press/print-queue.ts';
import {
  computeOutcome,
  isReprintLikely,
  type PrintOutcome,
  type PrintPlan,
  planFirstPrint,
} from './print-plan.ts';
import { readPageMap } from './printed/page-map.ts';
import { type PrintedFile, readPrintedFile } from './printed/printed-file.ts';
import { isWorthAWorker, startRewriteWorker } from './tagging/rewrite/rewrite-pool.ts';
import { findShownImages, type PrintTask, withFaultDiagnosis } from './unprintable.ts';

/**
 * Maximum number of prints. One is enough if the estimate was right, two if it was not; the third keeps room for
 * everything that the second has moved. A draft print may come before them.
 */
const MAX_PRINTINGS = 4;

/**
 * Prints a whole publication (`book.scope` is `publication`) as one PDF, `<publication>/<publication>-book-a4.pdf`.
 * Reports `book-in-one-piece`.
 * Rejects as {@link withFaultDiagnosis} does.
 * @param onText is called when the text of the pages can be read, if that is before the file is finished; absent: no one
 *   reads it
 */
export async function printBook(
  book: Book,
  edition: PaperEdition,
  job: PrintJob,
  context: Context,
  onText?: OnText,
): Promise<Artifact> {
  const { id, languageLocation } = book.publication;
  const path = `${id}/${nameBookFile(id, edition)}`;
  const place = { file: languageLocation.file, line: 1, column: 1 };
  const task = { book, edition, job, context, place };
  return withFaultDiagnosis(task, () => printAt(path, task, context, onText));
}

async function printAt(
  path: string,
  { book, edition, job }: Pick<PrintTask, 'book' | 'edition' | 'job'>,
  context: Context,
  onText: OnText | undefined,
): Promise<Artifact> {
  const make = () => buildBookDocument(book, edition, context);
  const document = await traceSpan(context, 'document', path, make);
  const output = { book, edition, path, onText };
  const { isOwnFont } = document;
  const finished = await printLongBook(document, output, job, context);
  if (finished !== undefined) {
    job.end?.();
    return toArtifact(finished, book, edition, { path, isOwnFont }, context);
  }
  const { printed, firstPage } = await printWithIndex(document, output, job, context);
  job.end?.();
  const request = {
    path,
    pageLabels: buildPageLabels(firstPage, document.front),
    needsText: onText !== undefined,
    isOwnFont,
  };
  return finalizePdf(printed, book, edition, request, context);
}

/** The book and the path of its file. */
interface BookOutput extends Pick<PrintTask, 'book' | 'edition'> {
  readonly path: string;
  readonly onText: OnText | undefined;
}

/** Prints a long book in parts. @returns `undefined` for a book that is printed in one piece */
async function printLongBook(
  document: BookDocument,
  output: BookOutput,
  job: PrintJob,
  context: Context,
): Promise<FinishedFile | undefined> {
  const { book, edition } = output;
  const ranges = planParts(document.estimate.starts, document.estimate.pages);
  // The first part has all that is before the contents.
  const isDivisible = ranges.length > 1 && (ranges[0]?.to ?? 0) > document.front.opening;
  if (!isDivisible || !(await canPrintParts(edition, context))) return undefined;
  const { printInParts } = await import('./parts/print-in-parts.ts');
  const allowance = computeImageAllowance(findShownImages(book));
  return printInParts({ ...output, document, ranges, allowance }, job, context);
}

/** Whether the design of the project allows parts. Reports `book-in-one-piece`. */
async function canPrintParts(edition: PaperEdition, context: Context): Promise<boolean> {
  const files = await findDesignFiles(edition, context.design);
  if (files.styles.length === 0 && files.templates.length === 0) return true;
  const { findObstacle } = await import('./parts/obstacles.ts');
  const obstacle = await findObstacle(edition, files, context);
  if (obstacle !== undefined) context.report(obstacle);
  return obstacle === undefined;
}

/** A printed book with correct page numbers. */
interface NumberedBook {
  readonly kind: 'numbered';
  readonly printed: PrintedFile;
  /** Page of the file on which the first chapter begins, from 1. */
  readonly firstPage: number;
  /** Printed page numbers by the ids that they belong to. */
  readonly folios: Folios;
}

/** The plan of the next print. */
interface ReprintNeeded extends Pick<PrintOutcome, 'next'> {
  readonly kind: 'reprint';
  /** Whether the next print moves floats. */
  readonly isTrial: boolean;
}

/** Prints a book, and again if it has an index: which pages are listed once, and which are a range, is known after the first print. */
async function printWithIndex(
  document: BookDocument,
  output: BookOutput,
  job: PrintJob,
  context: Context,
): Promise<NumberedBook> {
  const first = await printNumbered(document, output, job, context);
  const indexed = await document.withFolios?.(first.folios);
  if (indexed === undefined) return first;
  const second = await printNumbered(indexed, output, job, context);
  // An index in the middle of a book can move what follows it: then each passage is listed for itself.
  return areKept(second.folios, first.folios) ? second : first;
}

async function printNumbered(
  document: BookDocument,
  output: BookOutput,
  job: PrintJob,
  context: Context,
): Promise<NumberedBook> {
  const { edition, path } = output;
  const allowance = computeImageAllowance(findShownImages(output.book));
  const search = new FloatSearch(document.sections, edition);
  let plan = planFirstPrint(document, edition);
  for (let round = isReprintLikely(document, edition) ? 0 : 1; round <= MAX_PRINTINGS; ) {
    const html = await traceSpan(context, 'document', path, () => buildHtml(document, plan));
    // Its start-up runs while the browser prints.
    if (isWorthAWorker(html.length)) startRewriteWorker();
    const bytes = await job.print(html, { mode: round === 0 ? 'draft' : 'whole', allowance });
    const read = async () => evaluatePrint(bytes, document, output, { plan, search, round });
    const result = await traceSpan(context, 'number', path, read);
    if (result.kind === 'numbered') return result;
    plan = result.next;
    // A print that tries moves does not count.
    if (round === 0 || !result.isTrial) round += 1;
  }
  throw new Error('the page numbers do not become stable');
}

const buildHtml = (document: BookDocument, { texts, blanks, moves }: PrintPlan): Promise<string> =>
  document.html(texts, blanks, moves);

/** What a print was made with. */
interface PrintState {
  readonly plan: PrintPlan;
  readonly search: FloatSearch;
  /** 0 for a draft. */
  readonly round: number;
}

/** Sets the page numbers in a printed file. @returns the file, or the plan of the next print if that is not possible */
function evaluatePrint(
  bytes: Uint8Array,
  document: BookDocument,
  { book, edition }: BookOutput,
  { plan, search, round }: PrintState,
): NumberedBook | ReprintNeeded {
  const { direction } = book.publication.metadata;
  const file = PdfFile.read(bytes);
  const result = { pages: readPageMap(file), count: collectPages(file).length, keepRoom: round > 2 };
  const outcome = computeOutcome(document, edition, plan, result);
  const moves = search.next(() => readLayout(file, edition, outcome.spans));
  const next = { ...outcome.next, moves: moves ?? plan.moves };
  if (moves !== undefined) return { kind: 'reprint', next, isTrial: true };
  const retry: ReprintNeeded = { kind: 'reprint', next, isTrial: false };
  if (round === 0 || !outcome.areBlanksRight) return retry;
  const printed = readPrintedFile(bytes, file);
  if (!setPageNumbers(printed, outcome.changes, direction)) return retry;
  const origins = [...printed.cacheKeyParts, direction, JSON.stringify(outcome.changes)];
  return {
    kind: 'numbered',
    printed: { ...printed, cacheKeyParts: origins },
    firstPage: outcome.firstPage,
    folios: mapFolios(document.numbers, outcome.changes),
  };
}

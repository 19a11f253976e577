/** Prints a whole publication. Its page numbers are set right in the printed file; it is printed anew only where that fails. */

import type { Artifact } from '../core/model/artifact.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { PaperEdition } from '../core/model/edition.ts';
import { traced } from '../core/trace.ts';
import { pagesOf } from '../lib/pdf/page-tree.ts';
import { PdfFile } from '../lib/pdf/pdf-file.ts';
import { type BookDocument, bookDocument } from './document/document.ts';
import { complete } from './finalize.ts';
import { reportMissingGlyphs } from './fonts/missing-glyphs.ts';
import { pageLabels } from './pagination/folios.ts';
import { setPageNumbers } from './pagination/page-number-patch.ts';
import { imageAllowance } from './press/print-limit.ts';
import type { PrintJob } from './press/print-queue.ts';
import { isUncertain, type Outcome, outcomeOf, type Plan, planBefore } from './print-plan.ts';
import { readPageMap } from './printed/page-map.ts';
import { type Printed, readPrinted } from './printed/printed-file.ts';
import { isLong, openRewriter } from './tagging/rewrite/rewrite-pool.ts';
import { findingFault, type Printing, shownImages } from './unprintable.ts';

/**
 * One is enough where all was foreseen, two where it was not; what the second moves, the third has room for. A draft comes
 * before them.
 */
const PRINTINGS = 4;

/**
 * A whole publication (`book.scope` is `publication`) as one PDF: `<publication>/<publication>-book-a4.pdf`.
 * Reports `glyph-missing`; rejects as {@link findingFault} does.
 * @param asksText whether it is going to be asked what the pages say
 */
export async function printBook(
  book: Book,
  edition: PaperEdition,
  job: PrintJob,
  context: Context,
  asksText = false,
): Promise<Artifact> {
  const { id, languagePlace } = book.publication;
  const path = `${id}/${id}-${edition.id}.pdf`;
  const place = { file: languagePlace.file, line: 1, column: 1 };
  const printing = { book, edition, job, context, sheets: ['book.css'], place };
  return findingFault(printing, () => printAt(path, printing, context, asksText));
}

async function printAt(
  path: string,
  { book, edition, job }: Pick<Printing, 'book' | 'edition' | 'job'>,
  context: Context,
  asksText: boolean,
): Promise<Artifact> {
  const make = () => bookDocument(book, edition, context);
  const document = await traced(context, 'document', path, make);
  reportMissingGlyphs(book, document.missing, context.report);
  const { printed, firstPage } = await printNumbered(document, { book, edition, path }, job, context);
  job.end?.();
  const wanted = { path, pageLabels: pageLabels(firstPage), asksText };
  return complete(printed, book, edition, wanted, context);
}

/** What is printed, and where to. */
interface Wanted extends Pick<Printing, 'book' | 'edition'> {
  readonly path: string;
}

interface Numbered {
  /** With true numbers. */
  readonly printed: Printed;
  /** The page on which the first chapter begins. */
  readonly firstPage: number;
}

async function printNumbered(
  document: BookDocument,
  printing: Wanted,
  job: PrintJob,
  context: Context,
): Promise<Numbered> {
  const { edition, path } = printing;
  const allowance = imageAllowance(shownImages(printing.book));
  let plan = planBefore(document, edition);
  for (let round = isUncertain(document, edition) ? 0 : 1; round <= PRINTINGS; round += 1) {
    const { texts, blanks } = plan;
    const html = await traced(context, 'document', path, () => document.html(texts, blanks));
    // It is there when the book is printed.
    if (isLong(html.length)) openRewriter();
    const bytes = await job.print(html, { manner: round === 0 ? 'draft' : 'whole', allowance });
    const read = async () => numbered(bytes, document, printing, plan, round);
    const result = await traced(context, 'number', path, read);
    if ('printed' in result) return result;
    plan = result.next;
  }
  throw new Error('the page numbers do not settle');
}

/** @returns the file, or where its numbers cannot be set right in it, what it is printed with next */
function numbered(
  bytes: Uint8Array,
  document: BookDocument,
  { book, edition }: Wanted,
  plan: Plan,
  round: number,
): Numbered | Pick<Outcome, 'next'> {
  const { direction } = book.publication.metadata;
  const file = PdfFile.read(bytes);
  const seen = { pages: readPageMap(file), count: pagesOf(file).length, keepRoom: round > 2 };
  const { changes, blanksRight, firstPage, next } = outcomeOf(document, edition, plan, seen);
  if (round === 0 || !blanksRight) return { next };
  const printed = readPrinted(bytes, file);
  if (!setPageNumbers(printed, changes, direction)) return { next };
  const origins = [...printed.origins, direction, JSON.stringify(changes)];
  return { printed: { ...printed, origins }, firstPage };
}

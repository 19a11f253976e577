/** Prints a whole publication. Its page numbers are set right in the printed file; it is printed anew only where that fails. */
import type { Artifact, Book, Context, PaperEdition } from '../model.ts';
import { complete } from './complete.ts';
import { type BookDocument, bookDocument } from './document.ts';
import { isLong, openRewriter } from './finish/rewriters.ts';
import { pageLabels } from './folios.ts';
import { reportMissingGlyphs } from './missing-glyphs.ts';
import { pagesOf } from './objects/pages.ts';
import { PdfFile } from './objects/pdf-file.ts';
import { readPageMap } from './page-map.ts';
import { setPageNumbers } from './page-numbers.ts';
import { isUncertain, outcomeOf, planBefore } from './plan.ts';
import type { PrintJob } from './press.ts';
import { type Printed, readPrinted } from './printed.ts';

/**
 * One is enough where all was foreseen, two where it was not; what the second moves, the third has room for. A draft comes
 * before them.
 */
const PRINTINGS = 4;

/**
 * A whole publication (`book.scope` is `publication`) as one PDF: `<publication>/<publication>-book-a4.pdf`.
 * Reports `glyph-missing`; rejects as {@link PrintJob.print} does.
 * @param asksText whether it is going to be asked what the pages say
 */
export async function printBook(
  book: Book,
  edition: PaperEdition,
  job: PrintJob,
  context: Context,
  asksText = false,
): Promise<Artifact> {
  const document = await bookDocument(book, edition, context);
  reportMissingGlyphs(book, document.missing, context.report);
  const { id, metadata } = book.publication;
  const { printed, firstPage } = await printNumbered(document, edition, metadata.direction, job);
  job.end?.();
  const path = `${id}/${id}-${edition.id}.pdf`;
  const wanted = { path, pageLabels: pageLabels(firstPage), asksText };
  return complete(printed, book, edition, wanted, context);
}

/** @returns the file, with true numbers, and the page on which the first chapter begins */
async function printNumbered(
  document: BookDocument,
  edition: PaperEdition,
  direction: 'ltr' | 'rtl',
  job: PrintJob,
): Promise<{ readonly printed: Printed; readonly firstPage: number }> {
  let plan = planBefore(document, edition);
  for (let printing = isUncertain(document, edition) ? 0 : 1; printing <= PRINTINGS; printing += 1) {
    const html = await document.html(plan.texts, plan.blanks);
    // It is there when the book is printed.
    if (isLong(html.length)) openRewriter();
    const manner = printing === 0 ? 'draft' : 'whole';
    const bytes = await job.print(html, { manner });
    const file = PdfFile.read(bytes);
    const seen = { pages: readPageMap(file), count: pagesOf(file).length, keepRoom: printing > 2 };
    const outcome = outcomeOf(document, edition, plan, seen);
    const printed = manner === 'whole' && outcome.blanksRight && readPrinted(bytes, file);
    if (printed && setPageNumbers(printed, outcome.changes, direction)) {
      const origins = [...printed.origins, direction, JSON.stringify(outcome.changes)];
      return { printed: { ...printed, origins }, firstPage: outcome.firstPage };
    }
    plan = outcome.next;
  }
  throw new Error('the page numbers do not settle');
}

/** Prints and finishes the frames of a book's pages: their heads, feet and page numbers. */
import type { Book } from '../../core/model/book.ts';
import type { Context } from '../../core/model/context.ts';
import type { SectionRange } from '../document/book/part-links.ts';
import type { BookDocument, FramePages } from '../document/document.ts';
import type { PrintJob } from '../press/print-queue.ts';
import type { PageOrder } from './page-order.ts';
import { type FinishedPart, finishParts } from './part-finisher.ts';

/** The book. */
export interface FramesRequest {
  readonly book: Book;
  readonly document: BookDocument;
  readonly ranges: readonly SectionRange[];
  /** Path of the file, for the trace. */
  readonly path: string;
}

/** The frames of the pages of a part. */
export interface Frames extends FinishedPart {
  /** Number of pages at its beginning that are not for the book. */
  readonly skipped: number;
}

/** Returns the number of a page of the book. @param firstPage the page on which its body begins */
const countFrom = (
  page: number,
  firstPage: number,
  { uncounted }: BookDocument['front'],
): NonNullable<FramePages['first']> =>
  page < firstPage
    ? { counter: 'front', folio: page - uncounted }
    : { counter: 'page', folio: page - firstPage + 1 };

/**
 * Makes the frames of all pages, in as many documents as the book has parts: Chromium looks for the
 * rules of each page among those of all sections of a document.
 */
export async function makeFrames(
  { document, ranges, path, book }: FramesRequest,
  { pages, firstPage }: PageOrder,
  job: PrintJob,
  context: Context,
): Promise<readonly Frames[] | undefined> {
  const { direction } = book.publication.metadata;
  const printed = await Promise.all(
    ranges.map(async (range, part) => {
      const first = pages.findIndex((page) => page.part === part);
      const names = pages.filter((page) => page.part === part).map(({ name }) => name);
      // A document begins with a right page; one that is left out comes before a left page.
      const skipped = first % 2;
      const from = first + 1 - skipped;
      const isFront = from < firstPage;
      const html = await document.framesHtml(range, {
        names: [...Array<string>(skipped).fill(isFront ? 'blank-front' : 'blank'), ...names],
        ...(part > 0 && { first: countFrom(from, firstPage, document.front) }),
      });
      return { skipped, bytes: await job.print(html, { mode: 'whole' }) };
    }),
  );
  const request = {
    ...{ changes: [], direction, extractsText: false, measuresFigures: false },
    isUntagged: true,
  };
  const parts = await finishParts(
    printed.map(({ bytes }) => ({ bytes, request })),
    path,
    context,
  );
  return parts?.map((part, index) => ({ ...part, skipped: printed[index]?.skipped ?? 0 }));
}

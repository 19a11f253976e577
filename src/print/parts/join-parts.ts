/** Finishes the printed parts of a book, prints the heads and feet of its pages, and joins them. */
import type { Book } from '../../core/model/book.ts';
import type { Context } from '../../core/model/context.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import type { PrintedPiece, PrintedText } from '../../core/model/printed-text.ts';
import { traceSpan } from '../../core/trace.ts';
import { formatPageLabels } from '../../lib/pdf/page-labels.ts';
import { cachedStep } from '../../runtime/cached-step.ts';
import type { SectionRange } from '../document/book/part-links.ts';
import type { BookDocument } from '../document/document.ts';
import { hasDrawings } from '../figure-check.ts';
import type { FinishedFile } from '../finished-file.ts';
import type { BookPlan } from '../finishing/complete-book.ts';
import { findFinishingThreads } from '../finishing/finishing-threads.ts';
import { buildPageLabels } from '../pagination/folios.ts';
import type { NumberChange } from '../pagination/page-number-patch.ts';
import type { PrintJob } from '../press/print-queue.ts';
import { arrangePrintedText } from '../printed/printed-text.ts';
import { buildTagRequest } from '../tagging/request.ts';
import { computeShifts, type PageOrder, type PartPrint } from './page-order.ts';
import { type FinishedPart, finishParts, type UnfinishedPart } from './part-finisher.ts';

/** Reads the text of a book with a number of sections. */
type ReadText = (sections: number) => PrintedText;

/** The book. */
export interface JoinRequest {
  readonly book: Book;
  readonly edition: PaperEdition;
  readonly document: BookDocument;
  readonly ranges: readonly SectionRange[];
  /** Path of the file, for the trace. */
  readonly path: string;
  /** Is called when the text of the pages can be read, before the parts are joined; absent: no one reads it. */
  readonly onText: ((read: ReadText) => void) | undefined;
}

/** The printed parts. */
export interface PartPrints {
  readonly prints: readonly PartPrint[];
  readonly order: PageOrder;
  /** The page numbers in their text. */
  readonly changes: readonly NumberChange[];
}

/** Lists the index of the first page number of each part. */
export const listNumberStarts = ({
  document,
  ranges,
}: Pick<JoinRequest, 'document' | 'ranges'>): readonly number[] =>
  ranges.map(({ from }) => (from === 0 ? 0 : (document.numberStarts[from] ?? 0)));

/** Joins the parts, with their page numbers. @returns `undefined` if a page number cannot be set, because a font has no such digit */
export async function joinParts(
  request: JoinRequest,
  { prints, order, changes }: PartPrints,
  { job, context }: { readonly job: PrintJob; readonly context: Context },
): Promise<FinishedFile | undefined> {
  const { path } = request;
  const [parts, frames] = await Promise.all([
    finishParts(listParts(request, prints, changes), path, context),
    makeFrames(request, order, job, context),
  ]);
  if (parts === undefined || frames === undefined) return undefined;
  const plan = planBook(request, order, [parts, frames]);
  const labels = formatPageLabels(plan.completion.pageLabels ?? [], order.pages.length);
  const facts = describe(parts, order, labels);
  request.onText?.(facts.readText);
  const all = [parts, frames].map((list) => list.map(({ bytes }) => bytes));
  const task = { kind: 'book', parts: all[0] ?? [], frames: all[1] ?? [], plan } as const;
  const complete = () => traceSpan(context, 'finish', path, () => findFinishingThreads().run(task));
  const key = [...all.flat(), JSON.stringify(plan)];
  const { bytes, fromCache } = await cachedStep(context.stepCache, 'finished', key, complete);
  if (bytes.length === 0) return undefined;
  return { bytes, fromCache, ...facts };
}

function planBook(
  { book, edition }: JoinRequest,
  order: PageOrder,
  [parts, frames]: readonly [readonly FinishedPart[], readonly Frames[]],
): BookPlan {
  const { linkNames: _names, ...completion } = buildTagRequest(book);
  return {
    pages: order.pages.map(({ source }) => source),
    shifts: computeShifts(order.pages, edition, book.publication.metadata.direction),
    skipped: frames.map(({ skipped }) => skipped),
    conforms: [...parts, ...frames].every(({ facts }) => facts.conforms),
    completion: { ...completion, pageLabels: buildPageLabels(order.firstPage) },
  };
}

/** Puts what is known of the parts in the order of the book. */
function describe(
  parts: readonly FinishedPart[],
  { pages, positions }: PageOrder,
  labels: readonly string[],
): Omit<FinishedFile, 'bytes' | 'fromCache'> & { readonly readText: ReadText } {
  const places = new Map<string, number>();
  for (const [index, { source }] of pages.entries()) {
    if (source.kind === 'printed') places.set(`${source.part} ${source.page}`, index);
  }
  /** @param page index in the part @returns index in the book */
  const find = (part: number, page: number): number => places.get(`${part} ${page}`) ?? 0;
  const fonts = new Map<string, number>();
  for (const [part, { facts }] of parts.entries()) {
    for (const [name, page] of facts.fonts) if (!fonts.has(name)) fonts.set(name, find(part, page - 1) + 1);
  }
  return {
    ...{ pages: pages.length, fonts },
    figures: parts.flatMap(({ facts }, part) =>
      facts.figures.map((figure) => ({ ...figure, page: find(part, figure.page - 1) + 1 })),
    ),
    readText: (sections: number) => {
      const pieces = joinPieces(
        parts.map(({ facts }) => facts.pieces),
        find,
      );
      const pageMap = new Map([...positions].map(([id, { page }]) => [id, page]));
      return arrangePrintedText(pieces, { pageMap, labels }, sections);
    },
  };
}

/**
 * Joins the text of the parts as if it had been read from one file: it begins and ends with the breaks of one document, and a
 * break before the text of a part is on the page of the text before.
 */
function joinPieces(
  parts: readonly (readonly PrintedPiece[])[],
  find: (part: number, page: number) => number,
): readonly PrintedPiece[] {
  let last = 0;
  return parts.flatMap((pieces, part) => {
    const own = pieces.slice(part === 0 ? 0 : 1, part === parts.length - 1 ? pieces.length : -1);
    let isBefore = true;
    return own.map((piece): PrintedPiece => {
      isBefore &&= piece.kind === 'break';
      if (!isBefore || part === 0) last = find(part, piece.page);
      return { ...piece, page: last };
    });
  });
}

function listParts(
  request: JoinRequest,
  prints: readonly PartPrint[],
  changes: readonly NumberChange[],
): readonly UnfinishedPart[] {
  const { direction } = request.book.publication.metadata;
  const { linkNames } = buildTagRequest(request.book);
  const starts = listNumberStarts(request);
  return prints.map(({ bytes }, index) => ({
    bytes,
    request: {
      changes: changes.slice(starts[index], starts[index + 1]),
      ...{
        direction,
        extractsText: request.onText !== undefined,
        measuresFigures: hasDrawings(request.book),
      },
      ...(linkNames && { linkNames }),
    },
  }));
}

/** Pages that have only what is in the margins. */
interface Frames extends FinishedPart {
  /** Number of pages at its beginning that are not for the book. */
  readonly skipped: number;
}

/**
 * Prints and finishes what is in the margins of all pages, in as many documents as the book has parts: Chromium looks for the
 * rules of each page among those of all sections of a document.
 */
async function makeFrames(
  { document, ranges, path, book }: JoinRequest,
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
      const html = await document.framesHtml(range, {
        names: [...Array<string>(skipped).fill('blank'), ...names],
        ...(part > 0 && { folio: first - firstPage + 2 - skipped }),
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

/** Finishes the printed parts of a book, prints the heads and feet of its pages, and joins them. */
import type { Book } from '../../core/model/book.ts';
import type { Context } from '../../core/model/context.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import type { OnText } from '../../core/model/printed-text.ts';
import { traceSpan } from '../../core/trace.ts';
import { cachedStep } from '../../runtime/cached-step.ts';
import type { SectionRange } from '../document/book/part-links.ts';
import type { BookDocument } from '../document/document.ts';
import { hasDrawings } from '../figure-check.ts';
import type { FinishedFile } from '../finished-file.ts';
import type { BookPlan } from '../finishing/complete-book.ts';
import { finishInThread } from '../finishing/finish-in-thread.ts';
import { buildPageLabels } from '../pagination/folios.ts';
import type { NumberChange } from '../pagination/page-number-patch.ts';
import type { PrintJob } from '../press/print-queue.ts';
import { buildTagRequest } from '../tagging/request.ts';
import { createTextReader, describePages } from './book-pages.ts';
import { makeFrames } from './frames.ts';
import { computeShifts, type PageOrder } from './page-order.ts';
import { type FinishedPart, finishParts, type UnfinishedPart } from './part-finisher.ts';
import { placeParts } from './place-parts.ts';

/** The book. */
export interface JoinRequest {
  readonly book: Book;
  readonly edition: PaperEdition;
  readonly document: BookDocument;
  readonly ranges: readonly SectionRange[];
  /** Path of the file, for the trace. */
  readonly path: string;
  /** Is called when the text of the pages can be read, before the parts are joined; absent: no one reads it. */
  readonly onText: OnText | undefined;
}

/** The printed parts. */
export interface PartPrints {
  readonly prints: readonly Uint8Array[];
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
  const readText =
    request.onText &&
    createTextReader(
      parts.map(({ facts }) => ({ facts })),
      order,
      request.document.front,
    );
  if (readText) request.onText?.(readText);
  const { direction } = request.book.publication.metadata;
  const shifts = computeShifts(order.pages, request.edition, direction);
  const places = await placeParts({ parts, frames, order, shifts }, path, context);
  if (places === undefined) return undefined;
  const { shared, placed, next } = places;
  const plan = planBook(request, order, [...parts, ...frames], next);
  const task = { kind: 'book', shared, parts: placed, plan } as const;
  const complete = () => traceSpan(context, 'finish', path, () => finishInThread(task));
  const key = [shared, ...placed, JSON.stringify(plan)];
  const finished = await cachedStep(context.stepCache, 'finished', key, complete);
  return { ...finished, ...describePages(parts, frames, order), readText };
}

function planBook(
  { book, document }: JoinRequest,
  order: PageOrder,
  prints: readonly FinishedPart[],
  firstNumber: number,
): BookPlan {
  const { linkNames: _names, ...completion } = buildTagRequest(book);
  return {
    firstNumber,
    conforms: prints.every(({ facts }) => facts.conforms),
    completion: { ...completion, pageLabels: buildPageLabels(order.firstPage, document.front) },
  };
}

function listParts(
  request: JoinRequest,
  prints: readonly Uint8Array[],
  changes: readonly NumberChange[],
): readonly UnfinishedPart[] {
  const { direction } = request.book.publication.metadata;
  const { linkNames } = buildTagRequest(request.book);
  const starts = listNumberStarts(request);
  return prints.map((bytes, index) => ({
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

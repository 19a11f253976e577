/** Finishes the printed parts of a book, prints the heads and feet of its pages, and joins them. */
import type { Book } from '../../core/model/book.ts';
import type { Context } from '../../core/model/context.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { traceSpan } from '../../core/trace.ts';
import { type Dict, Reference } from '../../lib/pdf/objects.ts';
import { listResources, visitResources } from '../../lib/pdf/page-resources.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { readStructure } from '../../lib/pdf/structure-tree.ts';
import type { SectionRange } from '../document/book/part-links.ts';
import type { BookDocument } from '../document/document.ts';
import { type JoinedFile, joinPrints } from '../joining/join-prints.ts';
import { layFrames } from '../joining/lay-frames.ts';
import type { NumberChange } from '../pagination/page-number-patch.ts';
import type { PrintJob } from '../press/print-queue.ts';
import type { JoinedPrint } from '../printed/printed-file.ts';
import { buildTagRequest } from '../tagging/request.ts';
import { computeShifts, type PageOrder, type PartPrint } from './page-order.ts';
import { finishParts, type KeptPart, type UnfinishedPart } from './part-finisher.ts';

/** The book. */
export interface JoinRequest {
  readonly book: Book;
  readonly edition: PaperEdition;
  readonly document: BookDocument;
  readonly ranges: readonly SectionRange[];
  /** Path of the file, for the trace. */
  readonly path: string;
  /** Whether the text of the pages is needed. */
  readonly needsText: boolean;
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
): Promise<JoinedPrint | undefined> {
  const { path, edition, book } = request;
  const [parts, frames] = await Promise.all([
    finishParts(listParts(request, prints, changes), path, context),
    makeFrames(request, order, job, context),
  ]);
  if (parts === undefined || frames === undefined) return undefined;
  const shifts = computeShifts(order.pages, edition, book.publication.metadata.direction);
  return traceSpan(context, 'number', path, () => join(parts, frames, order, shifts));
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
      ...{ direction, extractsText: request.needsText },
      ...(linkNames && { linkNames }),
    },
  }));
}

/** Pages that have only what is in the margins. */
interface Frames {
  readonly part: KeptPart;
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
  const request = { changes: [], direction, extractsText: false, isUntagged: true };
  const parts = await finishParts(
    printed.map(({ bytes }) => ({ bytes, request })),
    path,
    context,
  );
  return parts?.map((part, index) => ({ part, skipped: printed[index]?.skipped ?? 0 }));
}

async function join(
  parts: readonly KeptPart[],
  frames: readonly Frames[],
  order: PageOrder,
  shifts: ReturnType<typeof computeShifts>,
): Promise<JoinedPrint | undefined> {
  const sources = order.pages.map(({ source }) => source);
  const joined = await joinPrints(
    parts.map(({ file }) => file),
    sources,
  );
  const { file } = joined;
  const top = readStructure(file);
  layFrames(
    joined,
    top,
    frames.map(({ part, skipped }) => ({ file: part.file, skipped })),
    shifts,
  );
  if (joined.fonts.lacksFigures()) return undefined;
  joined.fonts.write();
  const all = [...parts, ...frames.map(({ part }) => part)];
  return {
    ...{ file, top, owners: listOwners(joined), pieces: joinPieces(parts, order) },
    conforms: all.every(({ conforms }) => conforms),
    cacheKeyParts: [...all.map(({ bytes }) => bytes), JSON.stringify({ pages: order.pages, shifts })],
    pageMap: new Map([...order.positions].map(([id, { page }]) => [id, page])),
  };
}

/** Lists the pages and the forms on them. */
function listOwners({ file, pages }: JoinedFile): readonly Reference[] {
  const forms = new Map<number, Reference>();
  visitResources(file, (resources) => {
    for (const form of listForms(file, resources)) forms.set(form.number, form);
  });
  return [...pages, ...forms.values()];
}

const listForms = (file: PdfFile, resources: Dict): readonly Reference[] =>
  listResources(file, resources, 'XObject').filter(
    (object): object is Reference =>
      object instanceof Reference && file.dict(object).get('Subtype') === '/Form',
  );

/** Puts the text of the parts in the order of the book. */
function joinPieces(parts: readonly KeptPart[], { pages }: PageOrder): JoinedPrint['pieces'] {
  const places = new Map<string, number>();
  for (const [index, { source }] of pages.entries()) {
    if (source.kind === 'printed') places.set(`${source.part} ${source.page}`, index);
  }
  return parts.flatMap(({ pieces }, part) =>
    pieces.map((piece) => ({ ...piece, page: places.get(`${part} ${piece.page}`) ?? 0 })),
  );
}

/** Prints a long book in parts, which takes a fraction of the time, and joins them. */
import type { Book } from '../../core/model/book.ts';
import type { Context } from '../../core/model/context.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { traceSpan } from '../../core/trace.ts';
import { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { readStructure } from '../../lib/pdf/structure-tree.ts';
import type { SectionRange } from '../document/book/part-links.ts';
import type { BookDocument } from '../document/document.ts';
import { joinPrints } from '../joining/join-prints.ts';
import { type FramesPrint, layFrames } from '../joining/lay-frames.ts';
import { type FloatMoves, FloatSearch, type PrintedLayout } from '../pagination/float-search.ts';
import { computeFolio } from '../pagination/folios.ts';
import { measureFreeHeight } from '../pagination/overflow.ts';
import { type NumberChange, setPageNumbers } from '../pagination/page-number-patch.ts';
import { readPrintScale } from '../pagination/print-scale.ts';
import type { PrintJob } from '../press/print-queue.ts';
import { planNumbers } from '../print-plan.ts';
import type { PrintedFile } from '../printed/printed-file.ts';
import { computeShifts, orderPages, type PageOrder, type PartPrint, readPartPrint } from './page-order.ts';

/** Prints of a part at most, beside those that try other places of figures: the second has the right page numbers. */
const MAX_PRINTINGS = 3;

/** A book printed in parts, with correct page numbers. */
export interface JoinedBook {
  readonly printed: PrintedFile;
  /** Page of the file on which the first chapter begins, from 1. */
  readonly firstPage: number;
}

/** What is printed. */
export interface PartsRequest {
  readonly book: Book;
  readonly edition: PaperEdition;
  readonly document: BookDocument;
  readonly ranges: readonly SectionRange[];
  /** Path of the file, for the trace. */
  readonly path: string;
  /** Milliseconds that images need, see {@link TabPrintOptions}. */
  readonly allowance: number;
}

/**
 * Prints the parts of a book and joins them.
 * @returns `undefined` for a book that must be printed in one piece: a part was shrunk, so that the whole would be, or a
 *   part of the document is not found in its print
 */
export async function printInParts(
  request: PartsRequest,
  job: PrintJob,
  context: Context,
): Promise<JoinedBook | undefined> {
  const { document, edition, path, book } = request;
  const { direction } = book.publication.metadata;
  const press = new PartPress(request, job);
  const search = new FloatSearch(document.sections, edition);
  let texts = planNumbers(document, listNumberStarts(request).slice(1));
  let moves: FloatMoves = new Map();
  for (let round = 1; round <= MAX_PRINTINGS; ) {
    const prints = await press.print(texts, moves);
    if (prints.some(({ file }) => readPrintScale(file) < 1)) return undefined;
    const order = orderPages(prints, document.parts, edition);
    if (order === undefined) return undefined;
    const moved = search.next(() => readLayout(prints, order, edition));
    if (moved !== undefined) {
      moves = moved;
      continue;
    }
    const folios = document.numbers.map(({ target }) => findFolio(target, order));
    const changes = listChanges(document, texts, folios);
    const fits = (change: NumberChange): boolean => hasRoom(change, direction);
    if (changes.every(fits)) {
      const printed = await traceSpan(context, 'number', path, () =>
        join(request, { prints, order, changes }, job),
      );
      if (printed !== undefined) return { printed, firstPage: order.firstPage };
      // A font has not all digits: what is printed again has the numbers themselves.
      texts = folios;
    } else {
      // The last round keeps the count of digits, so that the layout cannot alternate for ever.
      const isLast = round + 1 === MAX_PRINTINGS;
      texts = changes.map((change) => (fits(change) ? change.printed : chooseText(change, isLast)));
    }
    round += 1;
  }
  return undefined;
}

/** Lists the index of the first page number of each part. */
const listNumberStarts = ({ document, ranges }: PartsRequest): readonly number[] =>
  ranges.map(({ from }) => (from === 0 ? 0 : (document.numberStarts[from] ?? 0)));

const findFolio = (target: string, { positions, firstPage }: PageOrder): string => {
  const page = positions.get(target)?.page;
  return (page === undefined ? undefined : computeFolio(target, new Map([[target, page]]), firstPage)) ?? '';
};

const listChanges = (
  { numbers }: BookDocument,
  texts: readonly string[],
  folios: readonly string[],
): readonly NumberChange[] =>
  numbers.map(({ place }, key) => ({ printed: texts[key] ?? '', wanted: folios[key] ?? '', place }));

/** Whether a number can be exchanged in the print. The text after a number moves only in lines from left to right. */
const hasRoom = ({ printed, wanted, place }: NumberChange, direction: 'ltr' | 'rtl'): boolean =>
  direction === 'rtl' && place === 'line'
    ? wanted.length === printed.length
    : wanted.length <= printed.length;

const chooseText = ({ printed, wanted }: NumberChange, keepsRoom: boolean): string =>
  keepsRoom ? wanted.padStart(printed.length, '0') : wanted;

/** Prints parts; a part whose document has not changed is not printed again. */
class PartPress {
  readonly #request: PartsRequest;
  readonly #job: PrintJob;
  readonly #known = new Map<string, Promise<PartPrint>>();

  constructor(request: PartsRequest, job: PrintJob) {
    this.#request = request;
    this.#job = job;
  }

  async print(texts: readonly string[], moves: FloatMoves): Promise<readonly PartPrint[]> {
    const { document, ranges } = this.#request;
    const documents: string[] = [];
    // One after the other: the numbers of the cross-references are set in the same trees.
    for (const range of ranges) documents.push(await document.partHtml(range, texts, moves));
    const prints = documents.map((html, index) => this.#printOnce(html, ranges[index]));
    this.#forget(documents);
    return Promise.all(prints);
  }

  #printOnce(html: string, range: SectionRange = { from: 0, to: 0 }): Promise<PartPrint> {
    const known = this.#known.get(html);
    if (known !== undefined) return known;
    const { allowance } = this.#request;
    const print = this.#job
      .print(html, { mode: 'whole', allowance })
      .then((bytes) => readPartPrint(range, bytes));
    this.#known.set(html, print);
    return print;
  }

  /** Frees memory. */
  #forget(documents: readonly string[]): void {
    for (const html of this.#known.keys()) if (!documents.includes(html)) this.#known.delete(html);
  }
}

function readLayout(prints: readonly PartPrint[], order: PageOrder, edition: PaperEdition): PrintedLayout {
  const known = new Map<number, number>();
  const measure = (page: number): number => {
    const source = order.pages[page - 1]?.source;
    if (source?.kind !== 'printed') return 0;
    const file = prints[source.part]?.file;
    return file === undefined ? 0 : measureFreeHeight(file, source.page + 1, edition);
  };
  const free = (page: number): number => {
    const height = known.get(page) ?? measure(page);
    known.set(page, height);
    return height;
  };
  return { positions: order.positions, free, spans: order.spans };
}

interface Joining {
  readonly prints: readonly PartPrint[];
  readonly order: PageOrder;
  readonly changes: readonly NumberChange[];
}

/** Joins the parts and sets the page numbers. @returns `undefined` if a number cannot be set */
async function join(
  request: PartsRequest,
  { prints, order, changes }: Joining,
  job: PrintJob,
): Promise<PrintedFile | undefined> {
  const { book, edition } = request;
  const { direction } = book.publication.metadata;
  const starts = listNumberStarts(request);
  // The first is changed, so that another try needs it as it was.
  const files = prints.map(({ bytes, file }, index) => ({
    file: index === 0 ? PdfFile.read(bytes) : file,
    firstNumber: starts[index] ?? 0,
  }));
  const [frames, joined] = await Promise.all([
    printFrames(request, order, job),
    joinPrints(
      files,
      order.pages.map(({ source }) => source),
    ),
  ]);
  layFrames(joined, frames, computeShifts(order.pages, edition, direction));
  joined.fonts.write();
  const facts = JSON.stringify({ pages: order.pages, changes, direction });
  const printed = {
    file: joined.file,
    top: readStructure(joined.file),
    cacheKeyParts: [...[...prints, ...frames].map(({ bytes }) => bytes), facts],
  };
  return setPageNumbers(printed, changes, direction) ? printed : undefined;
}

/**
 * Prints what is in the margins of all pages, in as many documents as the book has parts: Chromium looks for the rules of
 * each page among those of all sections of a document.
 */
function printFrames(
  { document, ranges }: PartsRequest,
  { pages, firstPage }: PageOrder,
  job: PrintJob,
): Promise<readonly FramesPrint[]> {
  return Promise.all(
    ranges.map(async (range, part) => {
      const first = pages.findIndex((page) => page.part === part);
      const names = pages.filter((page) => page.part === part).map(({ name }) => name);
      // A document begins with a right page; one that is left out comes before a left page.
      const skipped = first % 2;
      const html = await document.framesHtml(range, {
        names: [...Array<string>(skipped).fill('blank'), ...names],
        ...(part > 0 && { folio: first - firstPage + 2 - skipped }),
      });
      const bytes = await job.print(html, { mode: 'whole' });
      return { bytes, file: PdfFile.read(bytes), skipped };
    }),
  );
}

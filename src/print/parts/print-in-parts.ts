/** Prints a long book in parts, which takes a fraction of the time, and joins them. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Context } from '../../core/model/context.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { computeDigest } from '../../runtime/cache/digest.ts';
import { findTaskThreads } from '../../runtime/threads/task-threads.ts';
import type { SectionRange } from '../document/book/part-links.ts';
import type { BookDocument } from '../document/document.ts';
import { areKept, type Folios, mapFolios } from '../document/index-places.ts';
import type { FinishedFile } from '../finished-file.ts';
import { type FloatMoves, FloatSearch, type PrintedLayout } from '../pagination/float-search.ts';
import { computeFolio, isOfDigits } from '../pagination/folios.ts';
import { measureFreeHeight } from '../pagination/overflow.ts';
import type { NumberChange } from '../pagination/page-number-patch.ts';
import { readPrintScale } from '../pagination/print-scale.ts';
import type { PrintJob } from '../press/print-queue.ts';
import { padNumber, planNumbers } from '../print-plan.ts';
import { type JoinRequest, joinParts, listNumberStarts } from './join-parts.ts';
import { orderPages, type PageOrder, type PartPrint, readPartPrint } from './page-order.ts';

/** Prints of a part at most, beside those that try other places of figures: the second has the right page numbers. */
const MAX_PRINTINGS = 3;

/** What is printed. */
export interface PartsRequest extends JoinRequest {
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
): Promise<FinishedFile | undefined> {
  return printWith(new PartPress(request, job), request, { job, context });
}

/** @param before page numbers of the print for which the index was written */
async function printWith(
  press: PartPress,
  request: PartsRequest,
  { job, context }: { readonly job: PrintJob; readonly context: Context },
  before?: Folios,
): Promise<FinishedFile | undefined> {
  const { document, edition, book } = request;
  const { direction } = book.publication.metadata;
  const search = new FloatSearch(document.sections, edition);
  let texts = planNumbers(document, listNumberStarts(request).slice(1));
  let moves: FloatMoves = new Map();
  for (let round = 1; round <= MAX_PRINTINGS; ) {
    const printed = evaluatePrints(await press.print(document, texts, moves), request, search);
    if (printed === undefined) return undefined;
    if (printed.kind === 'moved') {
      moves = printed.moves;
      continue;
    }
    const { order } = printed;
    const folios = document.numbers.map(({ target }) => findFolio(target, order, document.front));
    const changes = listChanges(document, texts, folios);
    const fits = (change: NumberChange): boolean => hasRoom(change, direction);
    if (changes.every(fits)) {
      const finished = await finishPrint(press, request, { ...printed, changes, before }, { job, context });
      if (finished === 'moved') return undefined;
      if (finished !== 'digits') return finished;
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

/** A print whose page numbers can all be set. */
interface NumberedPrint extends Extract<EvaluatedPrints, { kind: 'ordered' }> {
  readonly changes: readonly NumberChange[];
  /** Page numbers of the print for which the index was written. */
  readonly before: Folios | undefined;
}

/**
 * Joins the parts; of a book with an index, after another print with the page numbers that are now known.
 * @returns `moved` if the index was written for other page numbers, `digits` if a font has not all digits
 */
async function finishPrint(
  press: PartPress,
  request: PartsRequest,
  { prints, order, changes, before }: NumberedPrint,
  { job, context }: { readonly job: PrintJob; readonly context: Context },
): Promise<FinishedFile | 'moved' | 'digits'> {
  const { document } = request;
  const folios = mapFolios(document.numbers, changes);
  if (before !== undefined && !areKept(folios, before)) return 'moved';
  const indexed = await document.withFolios?.(folios);
  const again =
    indexed && (await printWith(press, { ...request, document: indexed }, { job, context }, folios));
  if (again !== undefined) return again;
  press.release();
  return (await joinParts(request, { prints, order, changes }, { job, context })) ?? 'digits';
}

/** Prints in the order of the book, as bytes, or places of figures that are tried next. */
type EvaluatedPrints =
  | { readonly kind: 'ordered'; readonly prints: readonly Uint8Array[]; readonly order: PageOrder }
  | { readonly kind: 'moved'; readonly moves: FloatMoves };

/** Evaluates the prints of all parts. @returns `undefined` for a book that must be printed in one piece */
function evaluatePrints(
  prints: readonly PartPrint[],
  { document, edition }: PartsRequest,
  search: FloatSearch,
): EvaluatedPrints | undefined {
  if (prints.some(({ file }) => readPrintScale(file) < 1)) return undefined;
  const order = orderPages(prints, document.parts, edition, document.front);
  if (order === undefined) return undefined;
  const moves = search.next(() => readLayout(prints, order, edition));
  if (moves !== undefined) return { kind: 'moved', moves };
  return { kind: 'ordered', prints: prints.map(({ bytes }) => bytes), order };
}

const findFolio = (
  target: string,
  { positions, firstPage }: PageOrder,
  front: BookDocument['front'],
): string => {
  const page = positions.get(target)?.page;
  const pages = new Map(page === undefined ? [] : [[target, page]]);
  return computeFolio(target, pages, firstPage, front) ?? '';
};

const listChanges = (
  { numbers }: BookDocument,
  texts: readonly string[],
  folios: readonly string[],
): readonly NumberChange[] =>
  numbers.map(({ place }, key) => ({ printed: texts[key] ?? '', wanted: folios[key] ?? '', place }));

/** Whether a number can be exchanged in the print. The text after a number moves only in lines from left to right. */
function hasRoom({ printed, wanted, place }: NumberChange, direction: 'ltr' | 'rtl'): boolean {
  if (!isOfDigits(printed) || !isOfDigits(wanted)) return wanted === printed;
  return direction === 'rtl' && place === 'line'
    ? wanted.length === printed.length
    : wanted.length <= printed.length;
}

const chooseText = ({ printed, wanted }: NumberChange, keepsRoom: boolean): string =>
  keepsRoom ? padNumber(wanted, printed) : wanted;

/** Prints parts; a part whose document has not changed is not printed again. */
class PartPress {
  readonly #request: PartsRequest;
  readonly #job: PrintJob;
  /** Prints by the digests of their documents, which are as long as the book. */
  readonly #known = new Map<string, Promise<Uint8Array>>();
  readonly #read = new Map<string, Promise<PartPrint>>();

  constructor(request: PartsRequest, job: PrintJob) {
    this.#request = request;
    this.#job = job;
  }

  async print(
    document: BookDocument,
    texts: readonly string[],
    moves: FloatMoves,
  ): Promise<readonly PartPrint[]> {
    const { ranges } = this.#request;
    const [prints, digests] = [[] as Promise<PartPrint>[], new Set<string>()];
    // One after the other: the numbers of the cross-references are set in the same trees.
    for (const range of ranges) {
      const html = await document.partHtml(range, texts, moves);
      const digest = computeDigest(html);
      const print = this.#printOnce(html, digest, range);
      prints.push(print);
      digests.add(digest);
      // It is waited for below.
      print.catch(() => undefined);
      // The browser begins to print the part meanwhile.
      await yieldToEventLoop();
    }
    this.#forget(digests);
    // It loads its modules while the browser prints.
    findTaskThreads().prepare('print');
    return Promise.all(prints);
  }

  /** Frees memory: what was read from the prints. */
  release(): void {
    this.#read.clear();
  }

  #printOnce(html: string, digest: string, range: SectionRange): Promise<PartPrint> {
    const { allowance } = this.#request;
    const bytes = this.#known.get(digest) ?? this.#job.print(html, { mode: 'whole', allowance });
    const print = this.#read.get(digest) ?? bytes.then((found) => readPartPrint(range, found));
    this.#known.set(digest, bytes);
    this.#read.set(digest, print);
    return print;
  }

  /** Frees memory. */
  #forget(used: ReadonlySet<string>): void {
    for (const kept of [this.#known, this.#read])
      for (const digest of kept.keys()) if (!used.has(digest)) kept.delete(digest);
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

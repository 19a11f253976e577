/** Prints a long book in parts, which takes a fraction of the time, and joins them. */
import type { Context } from '../../core/model/context.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import type { SectionRange } from '../document/book/part-links.ts';
import type { BookDocument } from '../document/document.ts';
import type { FinishedFile } from '../finished-file.ts';
import { type FloatMoves, FloatSearch, type PrintedLayout } from '../pagination/float-search.ts';
import { computeFolio } from '../pagination/folios.ts';
import { measureFreeHeight } from '../pagination/overflow.ts';
import type { NumberChange } from '../pagination/page-number-patch.ts';
import { readPrintScale } from '../pagination/print-scale.ts';
import type { PrintJob } from '../press/print-queue.ts';
import { planNumbers } from '../print-plan.ts';
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
  const { document, edition, book } = request;
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
      const finished = await joinParts(request, { prints, order, changes }, { job, context });
      if (finished !== undefined) return finished;
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

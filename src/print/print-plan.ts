/** Plans the blank pages and the placeholder page numbers of a book, before its first print and after each print. */
import type { PaperEdition } from '../core/model/edition.ts';
import type { BookDocument } from './document/document.ts';
import type { FloatMoves, PageSpan } from './pagination/float-search.ts';
import { computeFolio, isOfDigits, type PageNumber } from './pagination/folios.ts';
import type { NumberChange } from './pagination/page-number-patch.ts';
import {
  type Blanks,
  computeBlanks,
  computeLengths,
  computeStarts,
  countCoverPages,
  type DocumentPart,
  findFirstBodyPart,
} from './pagination/recto-blanks.ts';
import type { PageMap } from './printed/page-map.ts';

/** What a book is printed with. */
export interface PrintPlan {
  readonly blanks: Blanks;
  /** The printed text of each page number of the document. */
  readonly texts: readonly string[];
  /** Figures and tables that change places with the text after them. */
  readonly moves: FloatMoves;
}

/** The result of a print. */
export interface PrintOutcome {
  /** The printed and the correct text of each page number. */
  readonly changes: readonly NumberChange[];
  readonly areBlanksRight: boolean;
  /** Page of the file on which the first chapter begins, from 1. */
  readonly firstPage: number;
  /** The pages of each section. */
  readonly spans: readonly PageSpan[];
  /** The plan for another print with the same moves. */
  readonly next: PrintPlan;
}

/** Placeholder digits in a column: nearly always enough. */
const COLUMN_DIGITS = 3;

/** Plans the first print from the estimate: blank pages where they are expected, and placeholder numbers. */
export function planFirstPrint(document: BookDocument, edition: PaperEdition): PrintPlan {
  const { parts, estimate } = document;
  const last = findLastFolio(estimate.folios.values());
  const sections = parts.filter(({ kind }) => kind === 'section');
  const starts = sections.map(({ id }) => estimate.folios.get(id) ?? 1);
  const sectionLengths = starts.map((start, index) => (starts[index + 1] ?? last + 1) - start);
  const lengths = parts.map(({ kind }) =>
    kind === 'contents' ? estimate.front : (sectionLengths.shift() ?? 1),
  );
  return {
    moves: new Map(),
    blanks: computeBlanks(parts, lengths, edition.openers),
    texts: planNumbers(document),
  };
}

/** Digits between the first ones of two parts, so that together a few numbers in each have all ten. */
const DIGIT_STEP = 3;

/**
 * Plans the placeholder page numbers of the first print.
 * @param breaks indexes of numbers before which the digits begin again, so that those of a part of the book do not depend
 *   on the parts before it
 */
export function planNumbers(
  { numbers, estimate }: Pick<BookDocument, 'numbers' | 'estimate'>,
  breaks: readonly number[] = [],
): readonly string[] {
  const last = findLastFolio(estimate.folios.values());
  const width = last > 850 ? COLUMN_DIGITS + 1 : COLUMN_DIGITS;
  const digits = (target: string): number => countDigits(estimate.folios.get(target) ?? last);
  const starts = [0, ...breaks];
  const placeholders = starts.flatMap((start, index) =>
    buildPlaceholders(numbers.slice(start, starts[index + 1]), digits, {
      width,
      first: 1 + DIGIT_STEP * index,
    }),
  );
  // Roman numerals have no placeholders, because their letters differ in width.
  return placeholders.map((text, key) => estimate.romans.get(numbers[key]?.target ?? '') ?? text);
}

function findLastFolio(folios: Iterable<number>): number {
  let last = 1;
  for (const folio of folios) last = Math.max(last, folio);
  return last;
}

/** Number of sections from which at least one probably opens on another side than estimated. */
const MANY_SECTIONS = 4;

/** Whether the first print will probably not be the last one. */
export const isReprintLikely = ({ parts }: BookDocument, { openers }: PaperEdition): boolean =>
  openers !== 'any' && parts.filter(({ kind }) => kind === 'section').length >= MANY_SECTIONS;

/** Returns the digits to reserve for a number, which may be 8 % greater than estimated. A spare digit does no harm. */
const countDigits = (folio: number): number => String(Math.ceil(folio * 1.08)).length;

/**
 * Builds placeholders that cycle through all ten digits, separately for columns and for lines, so that every font used
 * for numbers embeds every digit.
 */
function buildPlaceholders(
  numbers: readonly PageNumber[],
  digits: (target: string) => number,
  { width, first }: { readonly width: number; readonly first: number },
): readonly string[] {
  const next = new Map<string, number>();
  return numbers.map(({ target, place, level }) => {
    const row = `${place}-${level}`;
    const length = place === 'line' ? digits(target) : width;
    const from = next.get(row) ?? first;
    next.set(row, from + length);
    return Array.from({ length }, (_digit, index) => String((from + index) % 10)).join('');
  });
}

/**
 * Compares a print with its plan.
 * @param pages page map of the printed file
 * @param count number of pages of the printed file
 * @param keepRoom whether numbers keep their count of digits, so that the layout cannot alternate for ever
 */
export function computeOutcome(
  { numbers, parts, front }: BookDocument,
  { openers }: PaperEdition,
  { blanks, texts, moves }: PrintPlan,
  { pages, count, keepRoom }: { readonly pages: PageMap; readonly count: number; readonly keepRoom: boolean },
): PrintOutcome {
  const lengths = computeLengths(parts, pages, blanks, count);
  const coverPages = countCoverPages(parts, pages, blanks);
  const needed = computeBlanks(parts, lengths, openers, coverPages);
  const moved = computeMovedPages({ parts, lengths, coverPages }, pages, { from: blanks, to: needed });
  const firstPage = findFirstSectionPage(parts, pages);
  const newFirst = findFirstSectionPage(parts, moved);
  const folios = numbers.map(({ target }) => computeFolio(target, pages, firstPage, front) ?? '');
  return {
    changes: folios.map((wanted, key) => ({
      printed: texts[key] ?? '',
      wanted,
      place: numbers[key]?.place ?? 'line',
    })),
    areBlanksRight: needed.size === blanks.size && [...needed].every((id) => blanks.has(id)),
    firstPage,
    spans: parts.flatMap(({ id, kind }, index) => {
      const first = pages.get(id) ?? 1;
      return kind === 'section' ? [{ first, last: first + (lengths[index] ?? 1) - 1 }] : [];
    }),
    next: {
      moves,
      blanks: needed,
      texts: numbers.map(({ target }, key) => {
        const folio = computeFolio(target, moved, newFirst, front) ?? '';
        return keepRoom ? padNumber(folio, texts[key]) : folio;
      }),
    },
  };
}

function findFirstSectionPage(parts: readonly DocumentPart[], pages: PageMap): number {
  const first = parts[findFirstBodyPart(parts)];
  return (first && pages.get(first.id)) ?? 1;
}

/** Gives a number of digits the length of the printed one. */
export const padNumber = (folio: string, printed = ''): string =>
  isOfDigits(folio) && isOfDigits(printed) ? folio.padStart(printed.length, '0') : folio;

/** Computes the page map for other blank pages; each part keeps its length. */
function computeMovedPages(
  {
    parts,
    lengths,
    coverPages,
  }: {
    readonly parts: readonly DocumentPart[];
    readonly lengths: readonly number[];
    readonly coverPages: number;
  },
  pages: PageMap,
  blanks: { readonly from: Blanks; readonly to: Blanks },
): PageMap {
  const [before, after] = [
    computeStarts(parts, lengths, blanks.from, coverPages),
    computeStarts(parts, lengths, blanks.to, coverPages),
  ];
  const shift = (page: number): number => {
    const part = before.findLastIndex((start) => start <= page);
    return (after[part] ?? 0) - (before[part] ?? 0);
  };
  return new Map([...pages].map(([id, page]) => [id, page + shift(page)]));
}

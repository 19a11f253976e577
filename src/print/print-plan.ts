/** What a book is printed with, before its pages are known and after: blank pages, and digits where page numbers stand. */
import type { PaperEdition } from '../core/model/edition.ts';
import type { BookDocument } from './document/document.ts';
import { folioOf, type PageNumber } from './pagination/folios.ts';
import type { NumberChange } from './pagination/page-number-patch.ts';
import { type Blanks, blanksFor, lengthsOf, type Part, startsOf } from './pagination/recto-blanks.ts';
import type { PageMap } from './printed/page-map.ts';

export interface Plan {
  readonly blanks: Blanks;
  /** What is printed for each number of the document. */
  readonly texts: readonly string[];
}

/** What a printing with a plan has shown. */
export interface Outcome {
  /** By number: what was printed, and what it should be. */
  readonly changes: readonly NumberChange[];
  readonly blanksRight: boolean;
  /** Page of the file on which the first chapter begins. */
  readonly firstPage: number;
  /** What to print with, if it is done again. */
  readonly next: Plan;
}

/** Nearly always enough in a column. */
const DIGITS = 3;

/** Before the first printing: blanks where they are expected, and digits of no meaning. */
export function planBefore({ numbers, parts, foreseen }: BookDocument, edition: PaperEdition): Plan {
  const last = greatest(foreseen.folios.values());
  const sections = parts.filter(({ kind }) => kind === 'section');
  const starts = sections.map(({ id }) => foreseen.folios.get(id) ?? 1);
  const lengths = [
    foreseen.front,
    ...starts.map((start, index) => (starts[index + 1] ?? last + 1) - start),
    1,
  ];
  const width = last > 850 ? DIGITS + 1 : DIGITS;
  return {
    blanks: blanksFor(parts, lengths, edition.openers),
    texts: placeholders(numbers, (target) => roomFor(foreseen.folios.get(target) ?? last), width),
  };
}

function greatest(folios: Iterable<number>): number {
  let last = 1;
  for (const folio of folios) last = Math.max(last, folio);
  return last;
}

/** Of so many chapters it is more likely than not that one opens on another side than was foreseen. */
const MANY = 4;

/** Whether the first printing will hardly be the last. */
export const isUncertain = ({ parts }: BookDocument, { openers }: PaperEdition): boolean =>
  openers === 'recto' && parts.filter(({ kind }) => kind === 'section').length >= MANY;

/** Digits of a number that may be a little greater than is foreseen: one too many does no harm, one too few does. */
const roomFor = (folio: number): number => String(Math.ceil(folio * 1.08)).length;

/**
 * All ten digits in turn, for numbers in columns and in lines by themselves: what is printed in one of their fonts can take
 * any other's place there.
 */
function placeholders(
  numbers: readonly PageNumber[],
  digits: (target: string) => number,
  width: number,
): readonly string[] {
  const next = new Map<string, number>();
  return numbers.map(({ target, place, level }) => {
    const row = `${place}-${level}`;
    const length = place === 'line' ? digits(target) : width;
    const from = next.get(row) ?? 1;
    next.set(row, from + length);
    return Array.from({ length }, (_digit, index) => String((from + index) % 10)).join('');
  });
}

/**
 * @param pages of the file that was printed
 * @param count how many pages it has
 * @param keepRoom whether numbers in lines keep the room they had, so that they cannot push each other to and fro for ever
 */
export function outcomeOf(
  { numbers, parts }: BookDocument,
  { openers }: PaperEdition,
  { blanks, texts }: Plan,
  { pages, count, keepRoom }: { readonly pages: PageMap; readonly count: number; readonly keepRoom: boolean },
): Outcome {
  const lengths = lengthsOf(parts, pages, blanks, count);
  const needed = blanksFor(parts, lengths, openers);
  const moved = movedPages(parts, lengths, pages, { from: blanks, to: needed });
  const firstPage = firstSection(parts, pages);
  const newFirst = firstSection(parts, moved);
  const folios = numbers.map(({ target }) => folioOf(target, pages, firstPage) ?? '');
  return {
    changes: folios.map((wanted, key) => ({
      printed: texts[key] ?? '',
      wanted,
      place: numbers[key]?.place ?? 'line',
    })),
    blanksRight: needed.size === blanks.size && [...needed].every((id) => blanks.has(id)),
    firstPage,
    next: {
      blanks: needed,
      texts: numbers.map(({ target }, key) => {
        const folio = folioOf(target, moved, newFirst) ?? '';
        return keepRoom ? folio.padStart(texts[key]?.length ?? 0, '0') : folio;
      }),
    },
  };
}

function firstSection(parts: readonly Part[], pages: PageMap): number {
  const first = parts.find(({ kind }) => kind === 'section');
  return (first && pages.get(first.id)) ?? 1;
}

/** Where everything will stand when the blanks are others: each part is as long as it was. */
function movedPages(
  parts: readonly Part[],
  lengths: readonly number[],
  pages: PageMap,
  blanks: { readonly from: Blanks; readonly to: Blanks },
): PageMap {
  const [before, after] = [startsOf(parts, lengths, blanks.from), startsOf(parts, lengths, blanks.to)];
  const shift = (page: number): number => {
    const part = before.findLastIndex((start) => start <= page);
    return (after[part] ?? 0) - (before[part] ?? 0);
  };
  return new Map([...pages].map(([id, page]) => [id, page + shift(page)]));
}

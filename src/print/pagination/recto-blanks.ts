/**
 * Computes blank pages, so that chapters open on the recto. They are inserted by page number, because Chromium treats
 * `break-before: recto` as `page`.
 */
import type { PaperEdition } from '../../core/model/edition.ts';
import type { PageMap } from '../printed/page-map.ts';

/** A part of the document that begins on a new page. */
export interface DocumentPart {
  /** An id on its first page. */
  readonly id: string;
  readonly kind: 'contents' | 'section';
  /** Whether its pages are counted in Roman numerals, though it is a section. */
  readonly isFront?: true;
  /** Whether it may begin on the verso where chapters open on the recto: the copyright page. */
  readonly isOnVerso?: true;
}

/** Finds the section that begins with page 1, by its index among the parts. */
export const findFirstBodyPart = (parts: readonly DocumentPart[]): number =>
  parts.findIndex(({ kind, isFront }) => kind === 'section' && isFront === undefined);

/** Ids of the parts that follow a blank page. */
export type Blanks = ReadonlySet<string>;

/** Pages before the contents: the cover, and the imprint on its back. A project's template can add pages. */
const COVER_PAGES = 2;

/** Counts the pages before the first part and the blank page before it, in a printed file. */
export function countCoverPages([first]: readonly DocumentPart[], pages: PageMap, blanks: Blanks): number {
  const start = first && pages.get(first.id);
  if (first === undefined || start === undefined) return COVER_PAGES;
  return Math.max(1, start - 1 - (blanks.has(first.id) ? 1 : 0));
}

/** Largest share of blank pages with which chapters open on the recto by default. */
const MAX_BLANK_SHARE = 0.1;

/**
 * Computes where blank pages are needed. With `auto`, chapters open on the recto unless this makes too many pages blank.
 * @param lengths pages of each part
 * @param coverPages pages before the contents
 */
export function computeBlanks(
  parts: readonly DocumentPart[],
  lengths: readonly number[],
  openers: PaperEdition['openers'],
  coverPages: number = COVER_PAGES,
): Blanks {
  if (openers !== 'auto') return computeBlanksFor(openers, parts, lengths, coverPages);
  const recto = computeBlanksFor('recto', parts, lengths, coverPages);
  const pages = lengths.reduce((sum, length) => sum + length, coverPages) + recto.size;
  const isTooMany = recto.size > MAX_BLANK_SHARE * pages;
  return isTooMany ? computeBlanksFor('any', parts, lengths, coverPages) : recto;
}

/**
 * Computes the blank pages. Page 1 is a recto in every edition, because its folio is odd. The contents are on a recto
 * unless they would be on the last verso before page 1.
 */
function computeBlanksFor(
  openers: 'recto' | 'any',
  parts: readonly DocumentPart[],
  lengths: readonly number[],
  coverPages: number,
): Blanks {
  const blanks = new Set<string>();
  const firstBody = findFirstBodyPart(parts);
  let page = coverPages + 1;
  for (const [index, part] of parts.entries()) {
    const before = lengths
      .slice(index, Math.max(0, firstBody))
      .reduce((sum, length) => sum + length, page - 1);
    const recto =
      part.kind === 'contents'
        ? openers === 'recto' || before % 2 === 1
        : (openers === 'recto' && !part.isOnVerso) || index === firstBody;
    if (recto && page % 2 === 0) {
      blanks.add(part.id);
      page += 1;
    }
    page += lengths[index] ?? 1;
  }
  return blanks;
}

/** Computes the number of pages of each part in a printed file. @param blanks blank pages that the file has */
export function computeLengths(
  parts: readonly DocumentPart[],
  pages: PageMap,
  blanks: Blanks,
  count: number,
): readonly number[] {
  const starts = parts.map(({ id }) => pages.get(id) ?? 0);
  return parts.map((_part, index) => {
    const next = parts[index + 1];
    const end = next === undefined ? count + 1 : (starts[index + 1] ?? 0) - (blanks.has(next.id) ? 1 : 0);
    return Math.max(1, end - (starts[index] ?? 0));
  });
}

/** Computes the page on which each part begins. */
export function computeStarts(
  parts: readonly DocumentPart[],
  lengths: readonly number[],
  blanks: Blanks,
  coverPages: number = COVER_PAGES,
): readonly number[] {
  let page = coverPages + 1;
  return parts.map(({ id }, index) => {
    const start = blanks.has(id) ? page + 1 : page;
    page = start + (lengths[index] ?? 1);
    return start;
  });
}

/** Computes folios: the page numbers printed in a book, which differ from the page indexes of the file. */

import { formatRoman, type PageLabels } from '../../lib/pdf/page-labels.ts';
import type { PageMap } from '../printed/page-map.ts';
import type { FrontMatter } from './front-matter.ts';

/** A page number that the document prints in its contents or after a link. Its key is its index in the list. */
export interface PageNumber {
  /** The id whose page number is printed. */
  readonly target: string;
  /** `column`: aligned in a column, where its length moves nothing. `line`: in a line of text. */
  readonly place: 'column' | 'line';
  /** Numbers with the same place and level are set in the same font and size. */
  readonly level: number;
}

/**
 * Returns the folio of an id. The front matter is numbered from i, the body from 1.
 * @param first page of the first section of the body in the file, from 1
 */
export function computeFolio(
  target: string,
  pages: PageMap,
  first: number,
  { uncounted }: Pick<FrontMatter, 'uncounted'>,
): string | undefined {
  const page = pages.get(target);
  if (page === undefined) return undefined;
  return page < first ? formatRoman(page - uncounted) : String(page - first + 1);
}

/** Before the ranks of Arabic numbers. */
const ROMAN_RANK = -1_000_000;
const ROMAN_DIGITS: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };

/** Returns a number by which folios are compared: those of pages that follow each other differ by 1. `NaN`: it is no folio. */
export function rankFolio(folio: string): number {
  if (/^\d+$/.test(folio)) return Number(folio);
  const values = [...folio].map((letter) => ROMAN_DIGITS[letter] ?? Number.NaN);
  if (values.length === 0) return Number.NaN;
  return values.reduce(
    (sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value),
    ROMAN_RANK,
  );
}

/** Returns whether a number is of digits, so that others can take their places in the print. */
export const isOfDigits = (folio: string): boolean => /^\d*$/.test(folio);

/** Builds the page labels that a PDF viewer shows, with the same numbers. */
export function buildPageLabels(
  first: number,
  { uncounted, coverLabel }: Pick<FrontMatter, 'uncounted' | 'coverLabel'>,
): readonly PageLabels[] {
  const cover = { firstPage: 1, style: 'none', start: 1, prefix: coverLabel } as const;
  const front = { firstPage: 1 + uncounted, style: 'roman', start: 1 } as const;
  const body = { firstPage: first, style: 'decimal', start: 1 } as const;
  const before = [...(uncounted > 0 ? [cover] : []), front].filter(({ firstPage }) => firstPage < first);
  return [...before, body];
}

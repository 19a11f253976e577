/** Computes folios: the page numbers printed in a book, which differ from the page indexes of the file. */

import type { PageLabels } from '../../lib/pdf/page-labels.ts';
import type { PageMap } from '../printed/page-map.ts';

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
 * Returns the folio of an id. Cover and contents are numbered from i, chapters from 1.
 * @param first page of the first chapter in the file, from 1
 */
export function computeFolio(target: string, pages: PageMap, first: number): string | undefined {
  const page = pages.get(target);
  return page === undefined || page < first ? undefined : String(page - first + 1);
}

/** Builds the page labels that a PDF viewer shows, with the same numbers. */
export function buildPageLabels(first: number): readonly PageLabels[] {
  const front = { firstPage: 1, style: 'roman', start: 1 } as const;
  const body = { firstPage: first, style: 'decimal', start: 1 } as const;
  return first > 1 ? [front, body] : [body];
}

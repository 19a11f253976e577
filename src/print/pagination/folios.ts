/** Folios: the numbers that are printed on the pages of a book, which are not those of its sheets. */

import type { PageMap } from '../printed/page-map.ts';
import type { PageLabels } from '../tagging/catalog/page-labels.ts';

/** A number of a page that the document prints, in its contents or after a link. Its key is its place in the list. */
export interface PageNumber {
  /** The id whose page is named. */
  readonly target: string;
  /** In a column of its own, where it moves nothing, or in a line of text. */
  readonly place: 'column' | 'line';
  /** Numbers of the same place and level are set in the same type. */
  readonly level: number;
}

/** Cover and contents are counted from i, the chapters from 1. @param first page of the first chapter in the file, from 1 */
export function folioOf(target: string, pages: PageMap, first: number): string | undefined {
  const page = pages.get(target);
  return page === undefined || page < first ? undefined : String(page - first + 1);
}

/** The same for the reader's page field. */
export function pageLabels(first: number): readonly PageLabels[] {
  const front = { firstPage: 1, style: 'roman', start: 1 } as const;
  const body = { firstPage: first, style: 'decimal', start: 1 } as const;
  return first > 1 ? [front, body] : [body];
}

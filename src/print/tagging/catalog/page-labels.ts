/**
 * Writes page labels, so that PDF readers show the numbers that are printed on the pages (ISO 32000-1,
 * 12.4.2).
 */

import { dict, encodeTextString, type Name, type Value } from '../../../lib/pdf/objects.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';

/** A range of pages, up to the first page of the next range. */
export interface PageLabels {
  /** The first page of the file is 1. */
  readonly firstPage: number;
  readonly style: 'decimal' | 'roman' | 'none';
  /** The printed number of the range's first page. */
  readonly start: number;
  readonly prefix?: string;
}

const STYLES: Readonly<Record<PageLabels['style'], Name | undefined>> = {
  decimal: '/D',
  roman: '/r',
  none: undefined,
};

/** Writes the page labels. @param ranges in order; the first begins with page 1 */
export function setPageLabels(file: PdfFile, ranges: readonly PageLabels[]): void {
  if (ranges.length === 0) return;
  const nums = ranges.flatMap(({ firstPage, style, start, prefix }): Value[] => [
    firstPage - 1,
    dict({
      S: STYLES[style],
      St: style === 'none' ? undefined : start,
      P: prefix === undefined ? undefined : encodeTextString(prefix),
    }),
  ]);
  file.catalog.set('PageLabels', dict({ Nums: nums }));
}

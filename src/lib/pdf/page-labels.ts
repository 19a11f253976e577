/**
 * Writes and reads page labels, so that PDF readers show the numbers that are printed on the pages (ISO 32000-1,
 * 12.4.2).
 */

import {
  decodeTextString,
  dict,
  encodeTextString,
  isDict,
  type Name,
  PdfString,
  type Value,
} from './objects.ts';
import type { PdfFile } from './pdf-file.ts';

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

const STYLES_BY_NAME: ReadonlyMap<string, PageLabels['style']> = new Map([
  ['/D', 'decimal'],
  ['/r', 'roman'],
]);

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

/** Reads the page labels. Ranges in the order of the pages; none: a viewer counts from 1. */
export function readPageLabels(file: PdfFile): readonly PageLabels[] {
  const labels = file.get(file.catalog.get('PageLabels'));
  const nums = isDict(labels) ? file.list(labels.get('Nums')) : [];
  return Array.from({ length: nums.length >> 1 }, (_, index): PageLabels => {
    const range = file.dict(nums[index * 2 + 1]);
    const prefix = range.get('P');
    return {
      firstPage: Number(nums[index * 2]) + 1,
      style: STYLES_BY_NAME.get(String(range.get('S'))) ?? 'none',
      start: Number(range.get('St') ?? 1),
      ...(prefix instanceof PdfString && { prefix: decodeTextString(prefix) }),
    };
  });
}

/** Returns the label of each page. @param count of the pages */
export function formatPageLabels(ranges: readonly PageLabels[], count: number): readonly string[] {
  const starts = new Map(ranges.map((range) => [range.firstPage, range]));
  let current: PageLabels = { firstPage: 1, style: 'decimal', start: 1 };
  return Array.from({ length: count }, (_, index) => {
    current = starts.get(index + 1) ?? current;
    const number = current.start + index + 1 - current.firstPage;
    const shown = { roman: formatRoman, decimal: String, none: () => '' }[current.style](number);
    return (current.prefix ?? '') + shown;
  });
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** Returns a number in small Roman numerals. @param number 1 or greater */
export function formatRoman(number: number): string {
  let rest = number;
  let roman = '';
  for (const [value, letters] of ROMAN) {
    for (; rest >= value; rest -= value) roman += letters;
  }
  return roman;
}

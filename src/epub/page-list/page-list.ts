/** The list of printed pages, once for EPUB 3's navigation document and for the older NCX. */
import type { Locate } from '../content/links.ts';
import type { NavigationPoint } from '../package/navigation.ts';
import { ABOUT_FILE, CONTENTS_FILE } from '../plan.ts';
import type { PageList } from './mark-pages.ts';
import type { PageMark } from './page-breaks.ts';

/** `order` goes on with the numbers of the contents, as an NCX needs it. */
export interface ListedPage extends PageMark {
  readonly href: string;
  /** `front`: a roman number (NCX, `pageTarget`). */
  readonly type: 'front' | 'normal';
  /** The number as a number. */
  readonly value?: number;
  readonly order: number;
}

/** Without pages `source` is `none` and the list empty. */
export interface ListedPages {
  readonly pages: readonly ListedPage[];
  /** The greatest number; 0 when there is none. */
  readonly last: number;
  /** What `pageBreakSource` says: https://www.w3.org/publishing/a11y/page-source-id/ */
  readonly source: string;
  readonly contents?: PageMark;
  readonly about?: PageMark;
}

export function listedPages(
  list: PageList | undefined,
  points: readonly NavigationPoint[],
  locate: Locate,
): ListedPages {
  if (list === undefined || list.marks.length === 0) return { pages: [], last: 0, source: 'none' };
  const { contents, about, marks, source } = list;
  const there = (mark: PageMark | undefined, file: string) =>
    mark === undefined ? [] : [{ ...mark, href: `${file}#${mark.id}` }];
  const found = [
    ...there(contents, CONTENTS_FILE),
    ...marks.flatMap((mark) => {
      const href = locate(mark.id);
      return href === undefined ? [] : [{ ...mark, href }];
    }),
    ...there(about, ABOUT_FILE),
  ];
  const before = countOf(points);
  const pages = found.map((page, index): ListedPage => {
    const isNumber = /^\d+$/.test(page.label);
    const order = before + index + 1;
    return {
      ...page,
      order,
      ...(isNumber ? { type: 'normal', value: Number(page.label) } : { type: 'front' }),
    };
  });
  const last = Math.max(0, ...pages.map(({ value }) => value ?? 0));
  return { pages, last, source, ...(contents && { contents }), ...(about && { about }) };
}

const countOf = (points: readonly NavigationPoint[]): number =>
  points.reduce((sum, { children }) => sum + 1 + countOf(children), 0);

/** Builds the page list, for EPUB 3's navigation document and for the older NCX. */
import type { Locate } from '../../core/screen/locate.ts';
import type { NavigationPoint } from '../package/navigation.ts';
import { CONTENTS_FILE } from '../plan.ts';
import type { PageList } from './mark-pages.ts';
import type { PageBreak } from './page-breaks.ts';

/** An entry of the page list. `order` continues the numbering of the contents, as an NCX requires. */
export interface PageTarget extends PageBreak {
  readonly href: string;
  /** `front`: a roman number (NCX, `pageTarget`). */
  readonly type: 'front' | 'normal';
  /** The numeric value of a decimal page number. */
  readonly value?: number;
  readonly order: number;
}

/** The page list for the templates. */
export interface PageListData {
  readonly pages: readonly PageTarget[];
  /** The greatest page number; 0 if there is none. */
  readonly last: number;
  /**
   * Value of `pageBreakSource`, which only a publication with pages has: https://www.w3.org/publishing/a11y/page-source-id/
   */
  readonly source?: string;
  readonly contents?: PageBreak;
}

export function buildPageList(
  list: PageList | undefined,
  points: readonly NavigationPoint[],
  locate: Locate,
): PageListData {
  if (list === undefined || list.pageBreaks.length === 0) return { pages: [], last: 0 };
  const { contents, pageBreaks, beforeContents, source } = list;
  const find = (breaks: readonly PageBreak[]) =>
    breaks.flatMap((mark) => {
      const href = locate(mark.id);
      return href === undefined ? [] : [{ ...mark, href }];
    });
  const found = [
    ...find(pageBreaks.slice(0, beforeContents)),
    ...(contents === undefined ? [] : [{ ...contents, href: `${CONTENTS_FILE}#${contents.id}` }]),
    ...find(pageBreaks.slice(beforeContents)),
  ];
  const before = findLastOrder(points);
  const pages = found.map((page, index): PageTarget => {
    const isNumber = /^\d+$/.test(page.label);
    const order = before + index + 1;
    return {
      ...page,
      order,
      ...(isNumber ? { type: 'normal', value: Number(page.label) } : { type: 'front' }),
    };
  });
  const last = Math.max(0, ...pages.map(({ value }) => value ?? 0));
  return { pages, last, source, ...(contents && { contents }) };
}

const findLastOrder = (points: readonly NavigationPoint[]): number =>
  points.reduce((last, { order, children }) => Math.max(last, order, findLastOrder(children)), 0);

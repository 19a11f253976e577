/**
 * Heads and feet of a table are printed again on each page it goes on to, and each time Chromium adds them to the same cells:
 * they would be read out as often. They are read once, on the first page; the others are artifacts.
 */
import type { Element, Marked } from '../../lib/pdf/structure-tree.ts';
import type { Painted } from './content-facts.ts';

/** Elements of tables with content on more than one page: a repeated head, or text that goes on. */
export function acrossPages(top: Element): readonly Element[] {
  const found: Element[] = [];
  const walk = (element: Element, inTable: boolean): void => {
    if (inTable && isOnPages(element)) found.push(element);
    for (const kid of element.kids) {
      if (kid.kind === 'element') walk(kid, inTable || element.tag === 'Table');
    }
  };
  walk(top, false);
  return found;
}

/** What goes on has other words on each page. */
export function dropRepeats(top: Element, painted: Painted): void {
  for (const element of acrossPages(top)) {
    const [first = [], ...later] = pagesOf(element).values();
    const words = painted.wordsIn(first);
    if (!later.every((pieces) => painted.wordsIn(pieces) === words)) continue;
    const repeats = new Set(later.flat());
    element.kids = element.kids.filter((kid) => kid.kind !== 'marked' || !repeats.has(kid));
  }
}

/** On more than one. */
function isOnPages({ kids }: Element): boolean {
  let page: number | undefined;
  return kids.some((kid) => {
    if (kid.kind !== 'marked') return false;
    page ??= kid.page.number;
    return kid.page.number !== page;
  });
}

function pagesOf({ kids }: Element): ReadonlyMap<number, readonly Marked[]> {
  const pages = new Map<number, Marked[]>();
  for (const kid of kids) {
    if (kid.kind !== 'marked') continue;
    const pieces = pages.get(kid.page.number) ?? [];
    pages.set(kid.page.number, pieces);
    pieces.push(kid);
  }
  return pages;
}

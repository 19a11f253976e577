/**
 * Removes repeated table headers and footers from the tags. Chromium prints them on each page of a table
 * and adds each repetition to the same cells, so that a screen reader would read them as often. The first one
 * keeps its tag, the others become artifacts.
 */
import type { MarkedContent, StructureElement } from '../../lib/pdf/structure-tree.ts';
import type { ContentFacts } from './content-facts.ts';

/** Finds elements of tables with content on more than one page: repeated headers, or text that continues. */
export function findMultiPageElements(top: StructureElement): readonly StructureElement[] {
  const found: StructureElement[] = [];
  const walk = (element: StructureElement, inTable: boolean): void => {
    if (inTable && spansPages(element)) found.push(element);
    for (const kid of element.kids) {
      if (kid.kind === 'element') walk(kid, inTable || element.tag === 'Table');
    }
  };
  walk(top, false);
  return found;
}

/** Removes content that repeats the text of the first page. Text that continues is different on each page. */
export function dropRepeatedHeaders(top: StructureElement, facts: ContentFacts): void {
  for (const element of findMultiPageElements(top)) {
    const [first = [], ...later] = groupByPage(element).values();
    const text = facts.extractText(first);
    if (!later.every((pieces) => facts.extractText(pieces) === text)) continue;
    const repeats = new Set(later.flat());
    element.kids = element.kids.filter((kid) => kid.kind !== 'marked' || !repeats.has(kid));
  }
}

/** Returns whether an element's own content is on more than one page. */
function spansPages({ kids }: StructureElement): boolean {
  let page: number | undefined;
  return kids.some((kid) => {
    if (kid.kind !== 'marked') return false;
    page ??= kid.page.number;
    return kid.page.number !== page;
  });
}

function groupByPage({ kids }: StructureElement): ReadonlyMap<number, readonly MarkedContent[]> {
  const pages = new Map<number, MarkedContent[]>();
  for (const kid of kids) {
    if (kid.kind !== 'marked') continue;
    const pieces = pages.get(kid.page.number) ?? [];
    pages.set(kid.page.number, pieces);
    pieces.push(kid);
  }
  return pages;
}

/** Writes the page numbers of an index: each page once, and pages that follow each other as a range, each end of it a link. */
import type { Element, ElementContent, Root } from 'hast';
import { hasClass } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';
import { type PageNumber, rankFolio } from '../pagination/folios.ts';

/** Printed page numbers by ids. */
export type Folios = ReadonlyMap<string, string>;

/** Pages from which on a row of single pages is a range, as in makeindex. */
const MIN_RANGE = 3;

/** Returns whether a link leads to a passage that an index lists. */
export const isIndexPlace = (element: Element): boolean => hasClass(element, 'index-place');

/**
 * Writes the places of all entries of a tree, in place: a link for each page, and a dash between the ends of a range.
 * @param folios of the passages; absent before they are known: all passages are written one by one
 */
export function writeIndexPlaces(tree: Root, folios: Folios | undefined): void {
  visit(tree, 'element', (element) => {
    if (!hasClass(element, 'index-places')) return;
    const passages = element.children.flatMap(readPassage);
    const ranges = folios === undefined ? passages : joinPages(passages, folios);
    element.children = ranges.flatMap((range, index) => [
      ...(index === 0 ? [] : [{ type: 'text', value: ', ' } as const]),
      ...writeRange(range),
    ]);
  });
}

/** Returns the page numbers of a print by the ids that they belong to. @param changes of the numbers, in the same order */
export const mapFolios = (
  numbers: readonly PageNumber[],
  changes: readonly { readonly wanted: string }[],
): Folios => new Map(numbers.map(({ target }, key) => [target, changes[key]?.wanted ?? '']));

/** Returns whether a print has the page numbers of the print before it. */
export const areKept = (folios: Folios, before: Folios): boolean =>
  [...folios].every(([id, folio]) => before.get(id) === folio);

/** Returns whether any entry of a tree names fewer pages than passages, so that its page numbers differ from those of each passage. */
export function hasJoinedPlaces(tree: Root, folios: Folios): boolean {
  let isJoined = false;
  visit(tree, 'element', (element) => {
    if (isJoined || !hasClass(element, 'index-places')) return;
    const passages = element.children.flatMap(readPassage);
    isJoined = JSON.stringify(joinPages(passages, folios).map(endsOf)) !== JSON.stringify(passages);
  });
  return isJoined;
}

const endsOf = ({ start, end }: Passage): Passage => ({ start, end });

/** Ids of the beginning and the end; the same for one place. */
interface Passage {
  readonly start: string;
  readonly end: string;
}

function readPassage(node: ElementContent): readonly Passage[] {
  if (node.type !== 'element' || !isIndexPlace(node)) return [];
  const start = String(node.properties.href).slice(1);
  return [{ start, end: String(node.properties.dataEnd ?? start) }];
}

/** A passage with the ranks of its pages, see {@link rankFolio}. */
interface PagedPassage extends Passage {
  readonly from: number;
  readonly to: number;
}

function joinPages(passages: readonly Passage[], folios: Folios): readonly Passage[] {
  const pages: PagedPassage[] = [];
  for (const { start, end } of passages) {
    const [from, to] = [rankFolio(folios.get(start) ?? ''), rankFolio(folios.get(end) ?? '')];
    const last = pages.at(-1);
    const passage = from === to ? { start, end: start, from, to } : { start, end, from, to };
    if (last === undefined || !(from <= last.to)) pages.push(passage);
    else if (to > last.to) pages.splice(-1, 1, { ...last, end, to });
  }
  return joinRows(pages);
}

/** Joins three pages and more that follow each other. */
function joinRows(pages: readonly PagedPassage[]): readonly Passage[] {
  const rows: PagedPassage[][] = [];
  for (const page of pages) {
    const row = rows.at(-1);
    if (row !== undefined && page.from === (row.at(-1)?.to ?? Number.NaN) + 1) row.push(page);
    else rows.push([page]);
  }
  return rows.flatMap((row): readonly Passage[] => {
    const [first, last] = [row[0], row.at(-1)];
    if (first === undefined || last === undefined || last.to - first.from + 1 < MIN_RANGE) return row;
    return [{ start: first.start, end: last.end }];
  });
}

/** The links get their numbers as all cross-references do. */
function writeRange({ start, end }: Passage): readonly ElementContent[] {
  const link = (id: string): Element => ({
    type: 'element',
    tagName: 'a',
    properties: { className: ['index-place'], href: `#${id}` },
    children: [],
  });
  return start === end ? [link(start)] : [link(start), { type: 'text', value: '–' }, link(end)];
}

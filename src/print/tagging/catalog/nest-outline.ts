/** Nests the outline of a book as its contents are: chapters below parts, groups and other chapters (ISO 32000-1, 12.3.3). */
import type { ContentsPlace } from '../../../core/model/publication.ts';
import { type Dict, dict, encodeTextString, isDict, Reference } from '../../../lib/pdf/objects.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';
import { decodeDestinationName } from '../../printed/page-map.ts';

/** For each section of the book, where it is in the contents; `null` for one that is below no other. */
export type OutlinePlaces = readonly (ContentsPlace | null)[];

interface Item {
  readonly reference: Reference;
  readonly entry: Dict;
  readonly children: Item[];
}

/**
 * Nests the items in place. Chromium nests them by the levels of headings alone, and each section begins with a
 * heading of level one. An outline that does not show the sections stays as it is.
 * @param order all pages
 */
export function nestOutline(file: PdfFile, places: OutlinePlaces, order: readonly Reference[]): void {
  const reference = file.catalog.get('Outlines');
  const pages = new Map(order.map(({ number }, index) => [number, index + 1]));
  const starts = findSectionStarts(file, places.length, pages);
  if (!(reference instanceof Reference) || starts === undefined) return;
  const root: Item = { reference, entry: file.dict(reference), children: [] };
  const append = createAppender(root);
  let last = -1;
  for (const item of readItems(file, root.entry)) {
    const section = findSection(starts, pages.get(findPage(file, item.entry)) ?? 0);
    const place = places[section] ?? null;
    if (section > last) {
      for (const { title, depth } of place?.groups ?? []) append(createItem(file, title, item.entry), depth);
      setTitle(item.entry, place?.title);
    }
    last = section;
    append(item, place?.depth ?? 0);
  }
  linkItems(root);
}

/** Returns a function that adds items in their order, each at its depth. */
function createAppender(root: Item): (item: Item, depth: number) => void {
  const open: { readonly depth: number; readonly item: Item }[] = [];
  return (item, depth) => {
    while ((open.at(-1)?.depth ?? -1) >= depth) open.pop();
    (open.at(-1)?.item ?? root).children.push(item);
    open.push({ depth, item });
  };
}

/** Numbers of pages, from 1, by the number of their objects. */
type PageNumbers = ReadonlyMap<number, number>;

/** Returns the first page of each section; `undefined` if one is not known. */
function findSectionStarts(
  file: PdfFile,
  sections: number,
  pages: PageNumbers,
): readonly number[] | undefined {
  const map = new Map<string, number>();
  const destinations = file.get(file.catalog.get('Dests'));
  for (const [name, destination] of isDict(destinations) ? destinations : []) {
    const [target] = file.list(destination);
    const page = target instanceof Reference ? pages.get(target.number) : undefined;
    if (page !== undefined) map.set(decodeDestinationName(name), page);
  }
  const starts = Array.from({ length: sections }, (_, index) => map.get(`_part-${index + 1}`) ?? 0);
  return starts.includes(0) ? undefined : starts;
}

/** Returns the index of the section that a page belongs to; -1 for the pages before the first. */
function findSection(starts: readonly number[], page: number): number {
  let [low, high] = [-1, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= page) low = middle;
    else high = middle;
  }
  return low;
}

/** Returns the number of the page object that an item leads to. */
function findPage(file: PdfFile, entry: Dict): number {
  const [page] = file.list(entry.get('Dest'));
  return page instanceof Reference ? page.number : 0;
}

function readItems(file: PdfFile, parent: Dict): Item[] {
  const items: Item[] = [];
  for (let next = parent.get('First'); next instanceof Reference; ) {
    const entry = file.dict(next);
    items.push({ reference: next, entry, children: readItems(file, entry) });
    next = entry.get('Next');
  }
  return items;
}

function setTitle(entry: Dict, title: string | undefined): void {
  if (title !== undefined) entry.set('Title', encodeTextString(title));
}

/** Creates the item of a group, which leads to its first chapter. */
function createItem(file: PdfFile, title: string, first: Dict): Item {
  const entry = dict({ Title: encodeTextString(title), Dest: first.get('Dest') });
  return { reference: file.add(entry), entry, children: [] };
}

/** Writes the links between items. @returns how many items are below */
function linkItems({ reference, entry, children }: Item): number {
  let count = children.length;
  for (const [index, child] of children.entries()) {
    set(child.entry, 'Parent', reference);
    set(child.entry, 'Prev', children[index - 1]?.reference);
    set(child.entry, 'Next', children[index + 1]?.reference);
    count += linkItems(child);
  }
  set(entry, 'First', children[0]?.reference);
  set(entry, 'Last', children.at(-1)?.reference);
  if (count > 0) entry.set('Count', count);
  else entry.delete('Count');
  return count;
}

function set(entry: Dict, key: string, value: Reference | undefined): void {
  if (value === undefined) entry.delete(key);
  else entry.set(key, value);
}

/** Reads the bookmarks of a part, and writes those of all parts of a book (ISO 32000-1, 12.3.3). */
import { type Dict, dict, isDict, type Reference, type Value } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';

/** A bookmark. */
export interface OutlineItem<T> {
  /** What it has beside its links to other bookmarks. */
  readonly entries: T;
  readonly kids: readonly OutlineItem<T>[];
}

/** Keys of the links between bookmarks. */
const LINKS = new Set(['Parent', 'First', 'Last', 'Prev', 'Next']);

/** The bookmarks of a file. */
export interface Outline<T> {
  readonly items: readonly OutlineItem<T>[];
  /** The number that the file says of its bookmarks. */
  readonly count: number;
}

/** Reads the bookmarks of a file. */
export function readOutline(file: PdfFile): Outline<Dict> {
  const outlines = file.get(file.catalog.get('Outlines'));
  if (!isDict(outlines)) return { items: [], count: 0 };
  return { items: readItems(file, outlines), count: Number(outlines.get('Count') ?? 0) };
}

function readItems(file: PdfFile, parent: Dict): readonly OutlineItem<Dict>[] {
  const items: OutlineItem<Dict>[] = [];
  for (let next = parent.get('First'); next !== undefined; ) {
    const entry = file.dict(next);
    const entries: Dict = new Map([...entry].filter(([key]) => !LINKS.has(key)));
    items.push({ entries, kids: readItems(file, entry) });
    next = entry.get('Next');
  }
  return items;
}

/** Lists all values of bookmarks. */
export const listOutlineValues = (items: readonly OutlineItem<Dict>[]): readonly Value[] =>
  items.flatMap(({ entries, kids }) => [...entries.values(), ...listOutlineValues(kids)]);

/** Converts the entries of bookmarks. */
export const mapOutline = <T, U>(
  items: readonly OutlineItem<T>[],
  convert: (entries: T) => U,
): readonly OutlineItem<U>[] =>
  items.map(({ entries, kids }) => ({ entries: convert(entries), kids: mapOutline(kids, convert) }));

/** Sets the bookmarks of a file, unless there are none. */
export function setOutline(file: PdfFile, outlines: readonly Outline<Dict>[]): void {
  if (outlines.every(({ items }) => items.length === 0)) return;
  const count = outlines.reduce((sum, outline) => sum + outline.count, 0);
  const root = file.add(dict({ Type: '/Outlines', Count: count }));
  file.catalog.set('Outlines', root);
  addItems(
    file,
    root,
    outlines.flatMap(({ items }) => items),
  );
}

function addItems(file: PdfFile, parent: Reference, items: readonly OutlineItem<Dict>[]): void {
  const references = items.map(({ entries, kids }) => {
    const reference = file.add(entries);
    addItems(file, reference, kids);
    return reference;
  });
  for (const [index, { entries }] of items.entries()) {
    entries.set('Parent', parent);
    link(entries, 'Prev', references[index - 1]);
    link(entries, 'Next', references[index + 1]);
  }
  link(file.dict(parent), 'First', references[0]);
  link(file.dict(parent), 'Last', references.at(-1));
}

function link(entries: Dict, key: string, target: Reference | undefined): void {
  if (target !== undefined) entries.set(key, target);
}

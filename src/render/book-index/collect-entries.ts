/** Collects the entries of the indexes of a book from the marks in its sections. */
import type { Element } from 'hast';
import type { Section } from '../../core/model/book.ts';
import { INDEX_MARK_ID, type IndexEntry, type IndexTerm } from '../../core/tree/index-mark.ts';
import { visit } from '../../lib/html/visit.ts';
import { isIndexMark, readIndexEntries } from './mark.ts';

/** A passage: one place, or what lies between two. */
export interface IndexedPassage {
  /** Id of the element at which it begins. */
  readonly id: string;
  /** Id of the element at which it ends; absent: it is one place. */
  end?: string;
  /** Number or title of the section that it is in. */
  readonly section: string;
}

/** An entry with the entries below it. */
export interface CollectedEntry {
  readonly term: IndexTerm;
  readonly passages: IndexedPassage[];
  /** Entries that it refers to, each from its main entry inwards. */
  readonly see: (readonly string[])[];
  readonly also: (readonly string[])[];
  readonly below: Map<string, CollectedEntry>;
}

/** The main entries of an index by their texts. */
export type CollectedIndex = Map<string, CollectedEntry>;

/**
 * Collects the entries and gives the marks their ids, in place.
 * @returns the indexes by their names; that without a name has an empty one
 */
export function collectEntries(sections: readonly Section[]): ReadonlyMap<string, CollectedIndex> {
  const indexes = new Map<string, CollectedIndex>();
  const open = new Map<string, IndexedPassage>();
  let count = 0;
  for (const section of sections) {
    const names = nameHeadings(section);
    let name = names.get(section.id) ?? section.title;
    visit(section.body, 'element', (element) => {
      name = names.get(String(element.properties.id)) ?? name;
      if (!isIndexMark(element)) return;
      count += 1;
      const id = `${INDEX_MARK_ID}${count}`;
      for (const entry of readIndexEntries(element)) addEntry(indexes, entry, { id, section: name }, open);
      element.properties = { id, className: ['index-mark'] };
    });
  }
  return indexes;
}

/** Returns the numbers, else the titles, of the headings by their ids. */
const nameHeadings = ({ headings }: Section): ReadonlyMap<string, string> =>
  new Map(headings.map(({ id, number, text }) => [id, number ?? text]));

function addEntry(
  indexes: Map<string, CollectedIndex>,
  { terms, kind, target, index = '' }: IndexEntry,
  place: IndexedPassage,
  open: Map<string, IndexedPassage>,
): void {
  const entries = indexes.get(index) ?? new Map<string, CollectedEntry>();
  indexes.set(index, entries);
  const entry = findEntry(entries, terms);
  if (kind === 'see' || kind === 'also') {
    if (target !== undefined) entry[kind].push(target);
    return;
  }
  const key = rangeKey({ terms, index });
  const opened = kind === 'end' ? open.get(key) : undefined;
  if (opened !== undefined) {
    opened.end = place.id;
    open.delete(key);
    return;
  }
  const passage = { ...place };
  entry.passages.push(passage);
  if (kind === 'start') open.set(key, passage);
}

/** Names the entry that the two ends of a range have in common. */
export const rangeKey = ({ terms, index = '' }: Pick<IndexEntry, 'terms' | 'index'>): string =>
  JSON.stringify([index, ...terms.map(({ text }) => text)]);

function findEntry(entries: CollectedIndex, terms: readonly IndexTerm[]): CollectedEntry {
  let level = entries;
  let found: CollectedEntry | undefined;
  for (const term of terms) {
    found = level.get(term.text) ?? { term, passages: [], see: [], also: [], below: new Map() };
    level.set(term.text, found);
    level = found.below;
  }
  if (found === undefined) throw new Error('an entry has no term');
  return found;
}

/** Removes the marks of a text that has no index, in place; their words stay. */
export function removeIndexMarks(body: Section['body']): void {
  visit(body, 'element', (element: Element, index, parent) => {
    if (!isIndexMark(element) || parent === undefined || index === undefined) return undefined;
    parent.children.splice(index, 1, ...element.children);
    return index;
  });
}

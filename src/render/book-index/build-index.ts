/** Builds the indexes at the end of a book. In print, page numbers take the place of the sections' names. */
import type { Element, ElementContent } from 'hast';
import type { Section } from '../../core/model/book.ts';
import type { Terms } from '../../core/model/design.ts';
import { createTermNodes, termAttributes } from '../../core/term-language.ts';
import { findLocales } from '../../core/wording.ts';
import { findAuthorPlace } from '../author-places.ts';
import { type CollectedEntry, type CollectedIndex, collectEntries } from './collect-entries.ts';

/** What the indexes of a book are built with. */
export interface IndexWording {
  readonly terms: Terms;
  /** BCP 47, of the publication. */
  readonly language: string;
}

/** Id of the element that the author made for the index. */
const PLACE_ID = 'index';

/** No id of an author begins with an underscore. */
const ENTRY_ID = '_entry-';

/**
 * Collects the marks of a book, and builds its indexes. Changes the bodies of the sections in place.
 * @returns the sections of the indexes; none for one that the author has a place for, `::: {#index}`
 */
export function indexBook(sections: readonly Section[], wording: IndexWording): readonly Section[] {
  const indexes = collectEntries(sections);
  let count = 0;
  return [...indexes].flatMap(([name, entries]): Section[] => {
    const writer = new EntryWriter(entries, wording, count);
    const list = writer.writeList(entries);
    count = writer.count;
    if (fillPlace(sections, name, list)) return [];
    return [buildSection(name, list, sections, wording)];
  });
}

/** Puts an index into the element that the author has made for it. @returns whether there is one */
function fillPlace(sections: readonly Section[], name: string, list: Element): boolean {
  const id = name === '' ? PLACE_ID : `${PLACE_ID}-${name}`;
  const place = findAuthorPlace(
    sections.map(({ body }) => body),
    id,
  );
  place?.children.push(list);
  return place !== undefined;
}

function buildSection(
  name: string,
  list: Element,
  sections: readonly Section[],
  { terms, language }: IndexWording,
): Section {
  const isMain = name === '';
  const title = isMain
    ? (terms.index ?? 'Index')
    : name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  let id = isMain ? PLACE_ID : `${PLACE_ID}-${name.replace(/[^\p{L}\p{N}]+/gu, '-')}`;
  while (sections.some((section) => section.id === id)) id += '-list';
  const heading: Element = {
    type: 'element',
    tagName: 'h1',
    properties: { id, ...(isMain && termAttributes(terms, 'index')) },
    children: [{ type: 'text', value: title }],
  };
  return {
    id,
    kind: 'chapter',
    part: 'index',
    isUnnumbered: true,
    title,
    body: { type: 'root', children: [heading, list] },
    headings: [{ id, level: 1, text: title }],
    features: new Set(),
  };
}

/** Writes the entries of an index, sorted by the rules of the language. */
class EntryWriter {
  /** Entries that have ids, because others refer to them. */
  count: number;
  readonly #entries: CollectedIndex;
  readonly #terms: Terms;
  readonly #collator: Intl.Collator;
  readonly #ids = new Map<CollectedEntry, string>();

  constructor(entries: CollectedIndex, { terms, language }: IndexWording, count: number) {
    this.#entries = entries;
    this.#terms = terms;
    this.#collator = new Intl.Collator([...findLocales(language)], {
      numeric: true,
      ignorePunctuation: true,
    });
    this.count = count;
    this.#nameTargets(entries);
  }

  writeList(entries: CollectedIndex, isBelow = false): Element {
    const sorted = [...entries.values()].sort((one, other) => this.#compare(one, other));
    let letter = '';
    const items = sorted.map((entry) => {
      const first = this.#firstLetter(entry);
      const isNew = !isBelow && letter !== '' && first !== letter;
      letter = first;
      return this.#writeEntry(entry, isNew);
    });
    return createElement('ul', isBelow ? [] : ['index'], items);
  }

  #compare(one: CollectedEntry, other: CollectedEntry): number {
    const [a, b] = [one.term.sort ?? one.term.text, other.term.sort ?? other.term.text];
    return this.#collator.compare(a, b) || (a < b ? -1 : Number(a > b));
  }

  /** Returns what the entries of a group have in common: the letter, without its accents; all that begin with no letter are one group. */
  #firstLetter({ term: { sort, text } }: CollectedEntry): string {
    const [first = ''] = (sort ?? text).normalize('NFD').replace(/^[\p{P}\p{S}\s]+/u, '');
    return /\p{L}/u.test(first) ? first.toLowerCase() : '#';
  }

  #writeEntry(entry: CollectedEntry, isNewGroup: boolean): Element {
    const { term, passages, see, also, below } = entry;
    const id = this.#ids.get(entry);
    const children: ElementContent[] = [
      {
        type: 'element',
        tagName: 'span',
        properties: { className: ['index-term'], ...(id && { id }) },
        children: [{ type: 'text', value: term.text }],
      },
    ];
    if (passages.length > 0) {
      const places = passages.map(({ id: start, end, section }) =>
        createElement('a', ['index-place'], [{ type: 'text', value: section }], {
          href: `#${start}`,
          ...(end !== undefined && { dataEnd: end }),
        }),
      );
      children.push({ type: 'text', value: ', ' }, createElement('span', ['index-places'], places));
    }
    for (const target of see)
      children.push({ type: 'text', value: ', ' }, ...this.#writeReference('seeEntry', target));
    for (const target of also)
      children.push({ type: 'text', value: '; ' }, ...this.#writeReference('seeAlsoEntry', target));
    if (below.size > 0) children.push(this.writeList(below, true));
    return createElement('li', isNewGroup ? ['index-group'] : [], children);
  }

  #writeReference(key: 'seeEntry' | 'seeAlsoEntry', target: readonly string[]): readonly ElementContent[] {
    const pattern = this.#terms[key] ?? (key === 'seeEntry' ? 'see {entry}' : 'see also {entry}');
    const [before = '', after = ''] = (pattern.includes('{entry}') ? pattern : `${pattern} {entry}`).split(
      '{entry}',
    );
    const words = (text: string): readonly ElementContent[] =>
      text === '' ? [] : [createElement('em', [], [...createTermNodes(this.#terms, key, text)])];
    const entry = findTarget(this.#entries, target);
    const id = entry && this.#ids.get(entry);
    const name: ElementContent = { type: 'text', value: target.join(', ') };
    const link = id === undefined ? name : createElement('a', ['index-see'], [name], { href: `#${id}` });
    return [
      ...words(before.trimEnd()),
      { type: 'text', value: before.endsWith(' ') ? ' ' : '' },
      link,
      ...words(after),
    ];
  }

  /** Gives an id to each entry that another one refers to. */
  #nameTargets(entries: CollectedIndex): void {
    for (const { see, also, below } of entries.values()) {
      for (const target of [...see, ...also]) {
        const entry = findTarget(this.#entries, target);
        if (entry === undefined || this.#ids.has(entry)) continue;
        this.count += 1;
        this.#ids.set(entry, `${ENTRY_ID}${this.count}`);
      }
      this.#nameTargets(below);
    }
  }
}

/** Finds the entry with some terms, from its main entry inwards. */
export function findTarget(entries: CollectedIndex, target: readonly string[]): CollectedEntry | undefined {
  let level: CollectedIndex | undefined = entries;
  let found: CollectedEntry | undefined;
  for (const text of target) {
    found = level?.get(text) ?? findFolded(level, text);
    level = found?.below;
  }
  return found;
}

/** Finds an entry whose capitals differ: one that begins a sentence. */
function findFolded(level: CollectedIndex | undefined, text: string): CollectedEntry | undefined {
  const folded = text.toLowerCase();
  return [...(level?.values() ?? [])].find(({ term }) => term.text.toLowerCase() === folded);
}

const createElement = (
  tagName: string,
  className: readonly string[],
  children: readonly ElementContent[],
  properties: Element['properties'] = {},
): Element => ({
  type: 'element',
  tagName,
  properties: { ...(className.length > 0 && { className: [...className] }), ...properties },
  children: [...children],
});

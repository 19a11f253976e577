/** Builds the list of sources at the end of a book. */
import type { Element } from 'hast';
import type { Section } from '../../core/model/book.ts';
import type { Terms } from '../../core/model/design.ts';
import type { Publication } from '../../core/model/publication.ts';
import { termAttributes } from '../../core/term-language.ts';
import { setBlockDirections } from '../typography/block-direction.ts';
import type { EntryContent } from './bibliography.ts';

/** Ids of the list that collide with no chapter's. */
export interface SourceListIds {
  /** Id of the section. */
  readonly list: string;
  /** Prefix of the ids of items. */
  readonly item: string;
}

/** Chooses the ids: `sources` and `ref-…`, unless a chapter has such an id. */
export function chooseListIds({ chapters }: Publication): SourceListIds {
  let [list, item] = ['sources', 'ref-'];
  while (chapters.some(({ id }) => id === list)) list += '-list';
  while (chapters.some(({ id }) => id.startsWith(item))) item = `list-${item}`;
  return { list, item };
}

/** Returns the id of an item. Writes characters that an XML id cannot contain as their code. */
export function sourceItemId(key: string, { item }: SourceListIds): string {
  return (
    item + key.replace(/[^\p{L}\p{N}_.-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`)
  );
}

/** The sources of a list, in its order. */
export interface SourceEntries {
  /** Whether each has a number, to which the text refers. */
  readonly isNumbered: boolean;
  readonly entries: readonly { readonly key: string; readonly content: EntryContent }[];
  /** The language of the words in the entries; absent: the list is left to the style sheet. */
  readonly language?: string;
}

/** Builds the list. An entry in another direction than the text gets its own. */
export function buildSourceList(
  { isNumbered, entries, language }: SourceEntries,
  ids: SourceListIds,
): Element {
  const list: Element = {
    type: 'element',
    tagName: isNumbered ? 'ol' : 'ul',
    properties: { className: isNumbered ? ['references'] : ['references', 'unnumbered'] },
    children: entries.map(({ key, content }) => ({
      type: 'element',
      tagName: 'li',
      properties: { id: sourceItemId(key, ids) },
      children: structuredClone([...content]),
    })),
  };
  if (language !== undefined) setBlockDirections({ type: 'root', children: [list] }, language);
  return list;
}

/** Builds the last section of a book, the list of sources. Returns `undefined` if nothing is cited. */
export function buildSourcesSection(
  entries: SourceEntries,
  ids: SourceListIds,
  terms: Terms,
): Section | undefined {
  if (entries.entries.length === 0) return undefined;
  const title = terms.sources ?? 'Sources';
  const list = buildSourceList(entries, ids);
  const heading: Element = {
    type: 'element',
    tagName: 'h1',
    properties: { id: ids.list, ...termAttributes(terms, 'sources') },
    children: [{ type: 'text', value: title }],
  };
  return {
    id: ids.list,
    kind: 'references',
    title,
    body: { type: 'root', children: [heading, list] },
    headings: [{ id: ids.list, level: 1, text: title }],
    features: new Set(),
  };
}

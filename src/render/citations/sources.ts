/** The list of sources at the end of a book. */
import type { Element } from 'hast';
import type { Section } from '../../core/model/book.ts';
import type { Terms } from '../../core/model/design.ts';
import type { Publication } from '../../core/model/publication.ts';
import type { Bibliography } from './bibliography.ts';

/** Ids that no chapter has. */
export interface ListIds {
  /** Of the section. */
  readonly list: string;
  /** What the ids of its items begin with. */
  readonly item: string;
}

/** `sources` and `ref-…`, unless a chapter is called so. */
export function listIds({ chapters }: Publication): ListIds {
  let [list, item] = ['sources', 'ref-'];
  while (chapters.some(({ id }) => id === list)) list += '-list';
  while (chapters.some(({ id }) => id.startsWith(item))) item = `list-${item}`;
  return { list, item };
}

/** The id of an item; what an XML id cannot have is written as its code. */
export function referenceId(key: string, { item }: ListIds): string {
  return (
    item + key.replace(/[^\p{L}\p{N}_.-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`)
  );
}

/** The list of sources as the last section of a book; `undefined` when nothing is cited. */
export async function sourcesSection(
  cited: readonly string[],
  bibliography: Bibliography,
  ids: ListIds,
  terms: Terms,
): Promise<Section | undefined> {
  if (cited.length === 0) return undefined;
  const title = terms.sources ?? 'Sources';
  const words = await bibliography.entries(cited);
  const list: Element = {
    type: 'element',
    tagName: 'ol',
    properties: { className: ['references'] },
    children: cited.map((key) => ({
      type: 'element',
      tagName: 'li',
      properties: { id: referenceId(key, ids) },
      children: structuredClone([...(words.get(key) ?? [])]),
    })),
  };
  const heading: Element = {
    type: 'element',
    tagName: 'h1',
    properties: { id: ids.list },
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

/** Writes a citation into the tree of a chapter, and reads it where a book is assembled: what it says depends on the book. */
import type { Element } from 'hast';
import type { Citation, CitedItem } from '../../core/citations/citation-node.ts';

/** What a citation of a chapter needs in a book. */
export interface PlacedCitation {
  readonly items: readonly Omit<CitedItem, 'offset'>[];
  readonly isNarrative?: true;
  readonly isNote?: true;
}

/**
 * Creates the placeholder of a citation.
 * @param author the author as a word of the sentence, for headings in the contents; empty: the sentence has none
 */
export function createCitation({ items, isNarrative, isNote }: Citation, author: string): Element {
  const placed: PlacedCitation = {
    items: items.map(({ offset: _, ...item }) => item),
    ...(isNarrative && { isNarrative }),
    ...(isNote && { isNote }),
  };
  return {
    type: 'element',
    tagName: 'span',
    properties: { dataCite: JSON.stringify(placed) },
    children: author === '' ? [] : [{ type: 'text', value: author }],
  };
}

/** Reads a placeholder, and removes its mark. Returns `undefined` for other elements. */
export function takeCitation(element: Element): PlacedCitation | undefined {
  const { dataCite } = element.properties;
  if (typeof dataCite !== 'string') return undefined;
  delete element.properties.dataCite;
  return parsePlaced(dataCite);
}

/** Parses a mark. Raw HTML, which may not have it and is reported, may have anything in it. */
function parsePlaced(written: string): PlacedCitation | undefined {
  try {
    const placed: unknown = JSON.parse(written);
    return isPlaced(placed) ? placed : undefined;
  } catch {
    return undefined;
  }
}

const isPlaced = (given: unknown): given is PlacedCitation =>
  typeof given === 'object' &&
  given !== null &&
  'items' in given &&
  Array.isArray(given.items) &&
  given.items.every(
    (item: unknown) =>
      typeof item === 'object' && item !== null && 'key' in item && typeof item.key === 'string',
  );

/** Marks the passages of a rendered chapter that the index of the book lists. */
import type { Element, ElementContent } from 'hast';
import type { IndexEntry, IndexMark } from '../../core/tree/index-mark.ts';

/** Creates the element of a mark. @param children its words, if it has any */
export const createIndexMark = (
  { entries, position }: Pick<IndexMark, 'entries' | 'position'>,
  children: readonly ElementContent[],
): Element => ({
  type: 'element',
  tagName: 'span',
  properties: { dataIndex: JSON.stringify(entries) },
  children: [...children],
  ...(position && { position }),
});

/** Returns whether an element is a mark. Raw HTML cannot have its attribute. */
export const isIndexMark = ({ properties }: Element): boolean => properties.dataIndex !== undefined;

/** Reads the entries of a mark; none of another element, and none of raw HTML, whose attribute was reported as an error. */
export function readIndexEntries({ properties }: Element): readonly IndexEntry[] {
  if (typeof properties.dataIndex !== 'string') return [];
  try {
    const entries = JSON.parse(properties.dataIndex) as readonly IndexEntry[];
    return Array.isArray(entries) ? entries.filter(({ terms }) => Array.isArray(terms)) : [];
  } catch {
    return [];
  }
}

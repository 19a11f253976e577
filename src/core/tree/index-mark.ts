/** The node type of a passage that the index of a book lists, in a Markdown tree: `[lamps]{.index}`, `\index{lamps}`. */

import type { PhrasingContent } from 'mdast';
import type { Parent } from 'unist';

/** Beginning of the ids of marks in a book, which are counted from 1; no id of an author begins with an underscore. */
export const INDEX_MARK_ID = '_index-';

/** One line of an entry, and what it is sorted by, if that differs. */
export interface IndexTerm {
  readonly text: string;
  readonly sort?: string;
}

/** What a mark adds to an index. */
export interface IndexEntry {
  /** From the main entry to the innermost one below it; never empty. */
  readonly terms: readonly IndexTerm[];
  /**
   * `place`: the passage is at the mark; `start` and `end`: it goes from one mark to the other; `see` and `also`: the entry refers to
   * another one.
   */
  readonly kind: 'place' | 'start' | 'end' | 'see' | 'also';
  /** The other entry, from its main entry inwards. */
  readonly target?: readonly string[];
  /** Name of the index; absent: the only one, or the main one. */
  readonly index?: string;
}

export interface IndexMark extends Parent {
  type: 'indexMark';
  entries: readonly IndexEntry[];
  /** The words of the passage, if the mark has any. */
  children: PhrasingContent[];
}

declare module 'mdast' {
  interface RootContentMap {
    indexMark: IndexMark;
  }
  interface PhrasingContentMap {
    indexMark: IndexMark;
  }
}

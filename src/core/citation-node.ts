/** The node type of a citation in a Markdown tree: `[@key]`, `[@one; @other, p. 7]`. */
import type { Node } from 'unist';

export interface CitedItem {
  readonly key: string;
  /** The text after the key: `p. 7`. */
  readonly locator?: string;
  /** Position of the `@` in the file, in UTF-16 code units. */
  readonly offset: number;
}

export interface Citation extends Node {
  type: 'citation';
  items: readonly CitedItem[];
}

declare module 'mdast' {
  interface RootContentMap {
    citation: Citation;
  }
  interface PhrasingContentMap {
    citation: Citation;
  }
}

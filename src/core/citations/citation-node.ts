/** The node type of a citation in a Markdown tree: `[see @key, pp. 7-9; @other]`, `@key [p. 7]`. */
import type { PhrasingContent } from 'mdast';
import type { Node } from 'unist';

/** One source of a citation. The texts are as the author wrote them, with single spaces. */
export interface CitedItem {
  readonly key: string;
  /** The words before the key: `see`. */
  readonly prefix?: string;
  /** All words after the key, which are locator and suffix together: `pp. 7-9, and often`. */
  readonly after?: string;
  /** What the locator counts, as a label of CSL: `page`. */
  readonly label?: string;
  /** The numbers of the locator, without its label: `7-9`. */
  readonly locator?: string;
  /** The words after the locator, with the comma or space before them: `, and often`. */
  readonly suffix?: string;
  /** Whether the sentence has the author already: `[-@key]`. */
  readonly suppressAuthor?: true;
  /** Position of the `@` in the file, in UTF-16 code units. */
  readonly offset: number;
}

export interface Citation extends Node {
  type: 'citation';
  items: readonly CitedItem[];
  /** Whether the author is a word of the sentence: `@key says`. */
  isNarrative?: true;
  /** Whether it is all of a note, which a style with notes makes of it. */
  isNote?: true;
  /** The author's text in brackets, which is printed if no source has the key. */
  written?: string;
  /** The same of a citation in the sentence. As a value, it is a part of titles that are made of this. */
  value?: string;
}

declare module 'mdast' {
  interface RootContentMap {
    citation: Citation;
  }
  interface PhrasingContentMap {
    citation: Citation;
  }
}

/** Builds the node of `@key [p. 7]`, or of `-@key`, which has no author. @param key with its sign */
export function buildNarrative(
  key: string,
  [first, ...others]: readonly CitedItem[],
  written: string,
  place: Pick<Citation, 'position'>,
): Citation {
  const own: readonly CitedItem[] = first === undefined ? [] : [first];
  if (!key.startsWith('-')) {
    return { type: 'citation', items: [...own, ...others], isNarrative: true, value: written, ...place };
  }
  const items = [...own.map((item): CitedItem => ({ ...item, suppressAuthor: true })), ...others];
  return { type: 'citation', items, value: written, ...place };
}

/** Builds a citation with the author in the sentence for each of several keys, as natbib prints them. */
export function buildNarratives(
  keys: readonly string[],
  offset: number,
  place: Pick<Citation, 'position'>,
): readonly PhrasingContent[] {
  return keys.flatMap((key, index): readonly PhrasingContent[] => [
    ...(index > 0 ? [{ type: 'text', value: '; ', ...place } as const] : []),
    buildNarrative(`@${key}`, [{ key, offset }], `@${key}`, place),
  ]);
}

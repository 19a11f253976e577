/** Which places of an e-book its proof shows: a book has a thousand screens, and a person looks at thirty. */

/** What a reading system most often gets wrong, and how it is found in a document. */
export const KINDS = {
  table: 'table',
  figure: 'figure',
  formula: 'math',
  code: 'pre',
  box: 'aside',
  note: '[role~="doc-noteref"]',
  direction: 'body [dir]',
} as const;

export type Kind = keyof typeof KINDS;

/** A place to be shown. */
export interface Shot {
  /** Of the document in the spine, from 0. */
  readonly index: number;
  /** How many screens after the beginning. */
  readonly turns?: number;
  /** The first element that it finds is what is shown. */
  readonly selector?: string;
}

/** Documents of which the beginning is shown: cover, title page, contents, and a few chapters. */
const BEGINNINGS = 9;
/** How many of them are shown with the screen that follows. */
const LONGER = 5;
/** How many documents show a kind. */
const EACH = 2;

/** How far into the spine it is worth looking for each kind. */
export const SURVEYED = 200;

/**
 * The beginnings of the first documents and of the last, the second screens of some, and two of each kind.
 * @param surveyed what stands in each document, in the order of the spine
 * @param documents how many the spine has, at least as many as were surveyed
 * @returns in reading order, but for what stands within a document
 */
export function chooseShots(surveyed: readonly (readonly Kind[])[], documents: number): readonly Shot[] {
  const first = Array.from({ length: Math.min(BEGINNINGS, documents) }, (_, index) => ({ index }));
  const last = documents > BEGINNINGS ? [{ index: documents - 1 }] : [];
  const longer = first.slice(0, LONGER).map(({ index }) => ({ index, turns: 1 }));
  const kinds = (Object.keys(KINDS) as Kind[]).flatMap((kind) =>
    surveyed
      .flatMap((there, index) => (there.includes(kind) ? [{ index, selector: KINDS[kind] }] : []))
      .slice(0, EACH),
  );
  return [...first, ...longer, ...kinds, ...last].sort((one, other) => one.index - other.index);
}
